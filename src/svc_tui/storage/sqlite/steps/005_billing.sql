-- Approved lines and hand-overs.

ALTER TABLE customer ADD COLUMN vat_number VARCHAR;

CREATE TABLE hand_over (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  customer VARCHAR NOT NULL,
  at BIGINT NOT NULL,
  who VARCHAR NOT NULL,
  day DATE NOT NULL,
  until DATE NOT NULL,
  currency VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  net_minor INTEGER NOT NULL,
  vat_minor INTEGER NOT NULL,
  total_minor INTEGER NOT NULL,
  file_name VARCHAR NOT NULL,
  reversed_at BIGINT,
  reversed_by VARCHAR,
  reversed_why VARCHAR,
  UNIQUE (number),
  FOREIGN KEY(customer) REFERENCES customer (code)
);

CREATE INDEX ix_hand_over_change_seq ON hand_over (change_seq);
CREATE INDEX ix_hand_over_customer ON hand_over (customer);
CREATE INDEX hand_over_day ON hand_over (day);

CREATE TABLE bill_line (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  source VARCHAR NOT NULL,
  act VARCHAR NOT NULL,
  customer VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  day DATE NOT NULL,
  text VARCHAR NOT NULL,
  quantity VARCHAR NOT NULL,
  unit VARCHAR NOT NULL,
  price VARCHAR NOT NULL,
  discount VARCHAR NOT NULL,
  vat VARCHAR NOT NULL,
  currency VARCHAR NOT NULL,
  price_list VARCHAR NOT NULL,
  net_minor INTEGER NOT NULL,
  reason VARCHAR NOT NULL,
  reason_values JSON,
  rule VARCHAR NOT NULL,
  call VARCHAR,
  contract INTEGER,
  item VARCHAR,
  status VARCHAR NOT NULL,
  why VARCHAR,
  hand_over INTEGER,
  UNIQUE (number),
  FOREIGN KEY(customer) REFERENCES customer (code),
  FOREIGN KEY(hand_over) REFERENCES hand_over (number)
);

CREATE INDEX ix_bill_line_change_seq ON bill_line (change_seq);
CREATE INDEX ix_bill_line_call ON bill_line (call);
CREATE INDEX ix_bill_line_contract ON bill_line (contract);
CREATE INDEX ix_bill_line_act ON bill_line (act);
CREATE INDEX ix_bill_line_hand_over ON bill_line (hand_over);
CREATE INDEX bill_line_customer ON bill_line (customer, status);
CREATE UNIQUE INDEX bill_line_once ON bill_line (source) WHERE status <> 'reversed';

INSERT INTO counter (name, value) VALUES ('hand_over', 0), ('bill_line', 0);
