-- Opportunities with their stages and origins; hints and what became of them.

CREATE TABLE sales_stage (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  percent BIGINT NOT NULL,
  position INTEGER NOT NULL,
  active BOOLEAN NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_sales_stage_change_seq ON sales_stage (change_seq);

CREATE TABLE opportunity (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  customer VARCHAR NOT NULL,
  contact VARCHAR,
  owner VARCHAR,
  item VARCHAR,
  territory VARCHAR,
  source VARCHAR,
  interest VARCHAR,
  started_on DATE NOT NULL,
  closes_on DATE,
  stage VARCHAR NOT NULL,
  percent BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  currency VARCHAR NOT NULL,
  profit_percent BIGINT,
  status VARCHAR NOT NULL,
  reason VARCHAR,
  closed_on DATE,
  remarks VARCHAR NOT NULL,
  created_at BIGINT,
  created_by VARCHAR,
  UNIQUE (number),
  FOREIGN KEY(customer) REFERENCES customer (code),
  FOREIGN KEY(owner) REFERENCES person (code),
  FOREIGN KEY(item) REFERENCES item (code)
);

CREATE INDEX ix_opportunity_change_seq ON opportunity (change_seq);
CREATE INDEX ix_opportunity_customer ON opportunity (customer);
CREATE INDEX ix_opportunity_owner ON opportunity (owner);
CREATE INDEX ix_opportunity_closed_on ON opportunity (closed_on);
CREATE INDEX opportunity_open ON opportunity (status, closes_on);
CREATE INDEX opportunity_stage_of ON opportunity (stage, status);

CREATE TABLE opportunity_stage (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  opportunity INTEGER NOT NULL,
  line INTEGER NOT NULL,
  stage VARCHAR NOT NULL,
  owner VARCHAR,
  started_on DATE NOT NULL,
  closed_on DATE,
  percent BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  status VARCHAR NOT NULL,
  remarks VARCHAR NOT NULL,
  UNIQUE (opportunity, line),
  FOREIGN KEY(opportunity) REFERENCES opportunity (number),
  FOREIGN KEY(owner) REFERENCES person (code)
);

CREATE TABLE opportunity_origin (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  opportunity INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL,
  UNIQUE (opportunity, kind, "key"),
  FOREIGN KEY(opportunity) REFERENCES opportunity (number)
);

CREATE INDEX opportunity_origin_key ON opportunity_origin (kind, "key");

CREATE TABLE opportunity_competitor (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  opportunity INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  threat VARCHAR,
  note VARCHAR NOT NULL,
  won BOOLEAN NOT NULL,
  UNIQUE (opportunity, name),
  FOREIGN KEY(opportunity) REFERENCES opportunity (number)
);

-- Percentages are hundredths of a percent.
INSERT INTO sales_stage (number, name, name_key, percent, position, active, version, change_seq) VALUES
  (1, 'Lead', 'lead', 600, 1, 1, 1, 0),
  (2, 'Qualified', 'qualified', 2000, 2, 1, 1, 0),
  (3, 'Quoted', 'quoted', 5000, 3, 1, 1, 0),
  (4, 'Negotiation', 'negotiation', 7500, 4, 1, 1, 0),
  (5, 'Order', 'order', 9000, 5, 1, 1, 0);

INSERT INTO counter (name, value) VALUES ('opportunity', 0);

ALTER TABLE activity ADD COLUMN opportunity INTEGER REFERENCES opportunity (number);
CREATE INDEX ix_activity_opportunity ON activity (opportunity);

-- Hints: what is set up of their rules, what became of them, and the ways to find them.

ALTER TABLE item ADD COLUMN life INTEGER;

CREATE TABLE hint_rule (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  rule VARCHAR NOT NULL,
  active BOOLEAN NOT NULL,
  calls INTEGER,
  days INTEGER,
  used INTEGER,
  "left" INTEGER,
  UNIQUE (rule)
);

CREATE INDEX ix_hint_rule_change_seq ON hint_rule (change_seq);

CREATE TABLE hint_fate (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  rule VARCHAR NOT NULL,
  record VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  customer VARCHAR,
  fate VARCHAR NOT NULL,
  opportunity INTEGER,
  until DATE,
  reason VARCHAR NOT NULL,
  who VARCHAR,
  at BIGINT,
  UNIQUE (rule, record, number)
);

CREATE INDEX ix_hint_fate_change_seq ON hint_fate (change_seq);
CREATE INDEX ix_hint_fate_opportunity ON hint_fate (opportunity);
DROP INDEX ix_contract_customer;
CREATE INDEX contract_customer ON contract (customer, type);
CREATE INDEX equipment_warranty ON equipment (warranty_end) WHERE warranty_end IS NOT NULL;
