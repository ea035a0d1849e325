-- Step 3: queues that are worked from a board, routing, escalation, activities on any record, messages that wait.

ALTER TABLE person ADD COLUMN skills JSON NOT NULL DEFAULT '[]';

ALTER TABLE queue ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN hours VARCHAR;

ALTER TABLE queue_member ADD COLUMN stand_in VARCHAR REFERENCES person (code);

ALTER TABLE activity ADD COLUMN equipment INTEGER REFERENCES equipment (number);
ALTER TABLE activity ADD COLUMN contract INTEGER REFERENCES contract (number);
ALTER TABLE activity ADD COLUMN type VARCHAR;
ALTER TABLE activity ADD COLUMN topic VARCHAR;
ALTER TABLE activity ADD COLUMN priority SMALLINT NOT NULL DEFAULT 2;
ALTER TABLE activity ADD COLUMN contact VARCHAR;
ALTER TABLE activity ADD COLUMN phone VARCHAR;
ALTER TABLE activity ADD COLUMN remind_at BIGINT;
ALTER TABLE activity ADD COLUMN reminded_at BIGINT;
ALTER TABLE activity ADD COLUMN follows INTEGER;
ALTER TABLE activity ADD COLUMN recurrence JSON;
ALTER TABLE activity ADD COLUMN series INTEGER;

ALTER TABLE message ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'given';
ALTER TABLE message ADD COLUMN activity INTEGER;
ALTER TABLE message ADD COLUMN customer VARCHAR;
ALTER TABLE message ADD COLUMN text_values JSON;
ALTER TABLE message ADD COLUMN shown_from BIGINT;
ALTER TABLE message ADD COLUMN done_at BIGINT;

CREATE INDEX ix_activity_contract ON activity (contract);
CREATE INDEX ix_activity_equipment ON activity (equipment);
CREATE INDEX ix_activity_follows ON activity (follows);
CREATE INDEX activity_reminds ON activity (remind_at) WHERE reminded_at IS NOT remind_at;
CREATE INDEX ix_activity_series ON activity (series);
CREATE INDEX ix_activity_who ON activity (who);
CREATE INDEX ix_message_call_id ON message (call_id);
CREATE INDEX message_open ON message (person, done_at, at);

UPDATE message SET kind = 'renewal' WHERE contract IS NOT NULL;

DROP INDEX call_open_queue;
CREATE INDEX call_open_queue ON call (is_open, queue, next_due, assignee, reported_at) WHERE is_open = 1;

CREATE TABLE queue_move (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  from_queue VARCHAR,
  to_queue VARCHAR,
  at BIGINT NOT NULL,
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX ix_queue_move_call_id ON queue_move (call_id);
CREATE INDEX queue_move_at ON queue_move (at);

CREATE TABLE routing_rule (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  condition VARCHAR NOT NULL,
  steps JSON NOT NULL,
  active BOOLEAN NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key)
);

CREATE INDEX ix_routing_rule_change_seq ON routing_rule (change_seq);

CREATE TABLE escalation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  change_seq INTEGER NOT NULL,
  updated_at BIGINT,
  extra JSON,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  queue VARCHAR,
  target VARCHAR NOT NULL,
  percent INTEGER,
  after_s INTEGER NOT NULL,
  steps JSON NOT NULL,
  active BOOLEAN NOT NULL,
  UNIQUE (name),
  UNIQUE (name_key),
  FOREIGN KEY(queue) REFERENCES queue (code)
);

CREATE INDEX ix_escalation_change_seq ON escalation (change_seq);

CREATE TABLE escalation_step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  escalation VARCHAR NOT NULL,
  since BIGINT NOT NULL,
  budget_s INTEGER,
  reached_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  carried BOOLEAN NOT NULL,
  FOREIGN KEY(call_id) REFERENCES call (id)
);

CREATE INDEX escalation_step_call ON escalation_step (call_id, escalation);
CREATE INDEX ix_escalation_step_escalation ON escalation_step (escalation);

CREATE TABLE preference (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  person VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  value JSON NOT NULL,
  FOREIGN KEY(person) REFERENCES person (code)
);

CREATE INDEX ix_preference_person ON preference (person);

ALTER TABLE customer ADD COLUMN blocked VARCHAR;
ALTER TABLE customer ADD COLUMN merged_into VARCHAR;

CREATE INDEX call_customer_reported ON call (customer, reported_at);
CREATE INDEX call_customer_responded ON call (customer, responded_at) WHERE responded_at IS NOT NULL;
CREATE INDEX call_customer_resolved ON call (customer, resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX call_customer_closed ON call (customer, closed_at) WHERE closed_at IS NOT NULL;
DROP INDEX ix_activity_customer;
CREATE INDEX activity_open ON activity (closed, who) WHERE closed = 0;
CREATE INDEX activity_customer_at ON activity (customer, coalesce(starts_at, created_at));
CREATE INDEX movement_customer_at ON movement (customer, at);

-- Who has a call open is told by files beside the store.
DROP TABLE call_editor;
