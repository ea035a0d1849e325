-- Fees of contracts and prepaid units that refill.

ALTER TABLE contract ADD COLUMN fee VARCHAR;
ALTER TABLE contract ADD COLUMN fee_every VARCHAR;
ALTER TABLE contract ADD COLUMN fee_due VARCHAR NOT NULL DEFAULT 'advance';
ALTER TABLE contract ADD COLUMN refill VARCHAR;
ALTER TABLE contract ADD COLUMN refill_units VARCHAR;
ALTER TABLE contract ADD COLUMN refill_carry VARCHAR NOT NULL DEFAULT 'no';

ALTER TABLE contract_template ADD COLUMN fee VARCHAR;
ALTER TABLE contract_template ADD COLUMN fee_every VARCHAR;
ALTER TABLE contract_template ADD COLUMN fee_due VARCHAR NOT NULL DEFAULT 'advance';
ALTER TABLE contract_template ADD COLUMN refill VARCHAR;
ALTER TABLE contract_template ADD COLUMN refill_units VARCHAR;
ALTER TABLE contract_template ADD COLUMN refill_carry VARCHAR NOT NULL DEFAULT 'no';

ALTER TABLE unit_entry ADD COLUMN period DATE;
