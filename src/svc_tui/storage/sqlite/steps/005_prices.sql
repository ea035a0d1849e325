-- Price lists, rates of labour and travel, value added tax.

CREATE TABLE vat (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  category VARCHAR NOT NULL,
  rates VARCHAR NOT NULL,
  active BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key)
);

CREATE INDEX ix_vat_change_seq ON vat (change_seq);

CREATE TABLE price_list (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  currency VARCHAR NOT NULL,
  valid_from DATE,
  valid_until DATE,
  active BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key)
);

CREATE INDEX ix_price_list_change_seq ON price_list (change_seq);

CREATE TABLE labour_rate (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  hours VARCHAR NOT NULL,
  factor VARCHAR,
  position INTEGER NOT NULL,
  active BOOLEAN NOT NULL,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key)
);

CREATE INDEX ix_labour_rate_change_seq ON labour_rate (change_seq);

CREATE TABLE price (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  price_list VARCHAR NOT NULL,
  what VARCHAR NOT NULL,
  item VARCHAR,
  rate VARCHAR,
  customer VARCHAR,
  amount VARCHAR NOT NULL,
  unit VARCHAR NOT NULL,
  valid_from DATE,
  valid_until DATE,
  discount VARCHAR,
  minimum VARCHAR,
  step VARCHAR,
  UNIQUE (number),
  FOREIGN KEY(price_list) REFERENCES price_list (code),
  FOREIGN KEY(item) REFERENCES item (code),
  FOREIGN KEY(rate) REFERENCES labour_rate (code),
  FOREIGN KEY(customer) REFERENCES customer (code)
);

CREATE INDEX ix_price_change_seq ON price (change_seq);
CREATE INDEX ix_price_customer ON price (customer);
CREATE INDEX ix_price_item ON price (item);
CREATE INDEX ix_price_rate ON price (rate);
CREATE INDEX price_of ON price (price_list, what, item, customer);

INSERT INTO counter (name, value) VALUES ('price', 0);

ALTER TABLE customer ADD COLUMN price_list VARCHAR REFERENCES price_list (code);
ALTER TABLE customer ADD COLUMN discount VARCHAR;
ALTER TABLE customer ADD COLUMN vat VARCHAR REFERENCES vat (code);
ALTER TABLE item ADD COLUMN vat VARCHAR REFERENCES vat (code);
ALTER TABLE contract ADD COLUMN price_list VARCHAR REFERENCES price_list (code);
