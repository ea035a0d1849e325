-- What planning still lacked.

-- Reminders: of a visit for its beginning, of a lent unit for its day of return.
ALTER TABLE visit ADD COLUMN reminded_at BIGINT;
ALTER TABLE equipment ADD COLUMN loan_told DATE;
CREATE INDEX ix_equipment_due_back ON equipment (due_back);
