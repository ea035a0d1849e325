-- Step 4: visits with their technicians, absences of people, ways between territories, working hours.

ALTER TABLE person ADD COLUMN hours VARCHAR;
ALTER TABLE person ADD COLUMN country VARCHAR;
ALTER TABLE person ADD COLUMN region VARCHAR;
ALTER TABLE person ADD COLUMN territory VARCHAR;

ALTER TABLE list_entry ADD COLUMN visit_s INTEGER;

CREATE TABLE visit (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  status VARCHAR NOT NULL,
  place VARCHAR,
  note VARCHAR NOT NULL,
  forced VARCHAR,
  checked_in_at BIGINT,
  checked_out_at BIGINT,
  created_at BIGINT,
  UNIQUE (number),
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_visit_change_seq ON visit (change_seq);
CREATE INDEX ix_visit_call_id ON visit (call_id);
CREATE INDEX visit_starts_at ON visit (starts_at, ends_at);

CREATE TABLE visit_technician (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  visit INTEGER NOT NULL,
  person VARCHAR NOT NULL,
  FOREIGN KEY(visit) REFERENCES visit (number),
  FOREIGN KEY(person) REFERENCES person (code)
);

CREATE INDEX ix_visit_technician_visit ON visit_technician (visit);
CREATE INDEX visit_technician_person ON visit_technician (person, visit);

CREATE TABLE absence (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  number INTEGER NOT NULL,
  person VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  first DATE NOT NULL,
  last DATE NOT NULL,
  hours VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  stand_in VARCHAR,
  uid VARCHAR,
  UNIQUE (number),
  FOREIGN KEY(person) REFERENCES person (code),
  FOREIGN KEY(stand_in) REFERENCES person (code)
);

CREATE INDEX ix_absence_change_seq ON absence (change_seq);
CREATE INDEX ix_absence_first ON absence (first);
CREATE INDEX ix_absence_uid ON absence (uid);
CREATE INDEX absence_person ON absence (person, first);

CREATE TABLE travel_time (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  origin VARCHAR NOT NULL,
  destination VARCHAR NOT NULL,
  minutes INTEGER NOT NULL,
  UNIQUE (origin, destination)
);

CREATE TABLE plan_rule (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  code VARCHAR NOT NULL,
  code_key VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  equipment INTEGER,
  item VARCHAR,
  contract INTEGER,
  every VARCHAR NOT NULL,
  start DATE,
  until DATE,
  since DATE,
  lead INTEGER NOT NULL,
  horizon INTEGER NOT NULL,
  holiday VARCHAR NOT NULL,
  moving BOOLEAN NOT NULL,
  length VARCHAR,
  technician VARCHAR,
  queue VARCHAR,
  priority VARCHAR NOT NULL,
  type VARCHAR,
  checklist VARCHAR NOT NULL,
  active BOOLEAN NOT NULL,
  next_on DATE,
  stub BOOLEAN NOT NULL,
  UNIQUE (code),
  UNIQUE (code_key),
  FOREIGN KEY(equipment) REFERENCES equipment (number),
  FOREIGN KEY(item) REFERENCES item (code),
  FOREIGN KEY(contract) REFERENCES contract (number),
  FOREIGN KEY(technician) REFERENCES person (code),
  FOREIGN KEY(queue) REFERENCES queue (code)
);

CREATE INDEX ix_plan_rule_change_seq ON plan_rule (change_seq);
CREATE INDEX ix_plan_rule_contract ON plan_rule (contract);
CREATE INDEX ix_plan_rule_equipment ON plan_rule (equipment);
CREATE INDEX ix_plan_rule_item ON plan_rule (item);

CREATE TABLE plan_row (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  rule VARCHAR NOT NULL,
  equipment INTEGER,
  slot VARCHAR NOT NULL,
  day DATE NOT NULL,
  call_id INTEGER,
  FOREIGN KEY(rule) REFERENCES plan_rule (code),
  FOREIGN KEY(equipment) REFERENCES equipment (number),
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_plan_row_call_id ON plan_row (call_id);
CREATE INDEX ix_plan_row_day ON plan_row (day);
CREATE INDEX ix_plan_row_equipment ON plan_row (equipment);
CREATE UNIQUE INDEX plan_row_once ON plan_row (rule, coalesce(equipment, 0), slot);

INSERT INTO counter (name, value) VALUES ('visit', 0), ('absence', 0);

-- Reports ask for the call before about the same unit.
DROP INDEX ix_call_equipment;
CREATE INDEX call_equipment_reported ON call (equipment, reported_at);
