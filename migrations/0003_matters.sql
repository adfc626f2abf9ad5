-- Matters: issues, proposals, comments, joint requests.

CREATE TABLE issues (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  compound_id TEXT REFERENCES compounds (id),
  building_id TEXT REFERENCES buildings (id),
  entrance_id TEXT REFERENCES entrances (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer BIGINT NOT NULL,
  category TEXT NOT NULL,
  stage TEXT NOT NULL,
  cosigners_needed BIGINT NOT NULL,
  author_id TEXT NOT NULL REFERENCES members (id),
  -- Who carries it out, and by when, once that is settled.
  carried_by TEXT,
  due_at BIGINT,
  created_at BIGINT NOT NULL,
  moved_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT issues_number UNIQUE (community_id, number)
);
CREATE INDEX issues_stage ON issues (community_id, stage, moved_at);

-- Each step on the path: who (a seat, not a name), when, why. Progress notes are steps that do not move.
CREATE TABLE issue_events (
  id TEXT NOT NULL PRIMARY KEY,
  issue_id TEXT NOT NULL REFERENCES issues (id),
  move TEXT,
  stage TEXT NOT NULL,
  member_id TEXT REFERENCES members (id),
  seat_title TEXT,
  reason TEXT NOT NULL,
  -- What was settled by this step: who carries it out, and by when. Kept here when the issue comes back.
  carried_by TEXT,
  due_at BIGINT,
  at BIGINT NOT NULL
);
CREATE INDEX issue_events_issue ON issue_events (issue_id, at);

CREATE TABLE issue_cosigners (
  issue_id TEXT NOT NULL REFERENCES issues (id),
  member_id TEXT NOT NULL REFERENCES members (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (issue_id, member_id)
);

CREATE TABLE proposals (
  id TEXT NOT NULL PRIMARY KEY,
  issue_id TEXT NOT NULL REFERENCES issues (id),
  number BIGINT NOT NULL,
  author_id TEXT NOT NULL REFERENCES members (id),
  state TEXT NOT NULL,
  -- The newest revision's number; also the optimistic lock.
  revision BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CONSTRAINT proposals_number UNIQUE (issue_id, number)
);

CREATE TABLE proposal_revisions (
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  revision BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer BIGINT NOT NULL,
  cost_fen BIGINT,
  note TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, revision)
);

CREATE TABLE proposal_cosigners (
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  member_id TEXT NOT NULL REFERENCES members (id),
  -- The revision they signed.
  revision BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, member_id)
);

CREATE TABLE comments (
  id TEXT NOT NULL PRIMARY KEY,
  issue_id TEXT NOT NULL REFERENCES issues (id),
  -- Set when the comment is on a proposal of the issue.
  proposal_id TEXT REFERENCES proposals (id),
  number BIGINT NOT NULL,
  -- The comment answered; and the one at the top of the thread, itself for a top one.
  parent_id TEXT REFERENCES comments (id),
  thread_id TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES members (id),
  -- A formal answer of a body names the seat.
  seat_title TEXT,
  stance TEXT,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  edited_at BIGINT,
  revision BIGINT NOT NULL,
  -- Set together while it is hidden: why, and the act of moderation that says so.
  hidden_reason TEXT,
  hidden_act_id TEXT,
  CHECK ((hidden_reason IS NULL) = (hidden_act_id IS NULL)),
  CONSTRAINT comments_number UNIQUE (issue_id, number)
);
CREATE INDEX comments_thread ON comments (issue_id, thread_id, created_at);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_author ON comments (author_id, created_at);

CREATE TABLE comment_revisions (
  comment_id TEXT NOT NULL REFERENCES comments (id),
  revision BIGINT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (comment_id, revision)
);

CREATE TABLE joint_requests (
  id TEXT NOT NULL PRIMARY KEY,
  compound_id TEXT NOT NULL REFERENCES compounds (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer BIGINT NOT NULL,
  matter TEXT,
  author_id TEXT NOT NULL REFERENCES members (id),
  -- The heads of the compound when it was started: a fifth of them bind the convenor.
  heads_total BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  reached_at BIGINT,
  answer_due_at BIGINT,
  answer TEXT,
  answer_seat_title TEXT,
  answered_at BIGINT,
  CONSTRAINT joint_requests_number UNIQUE (compound_id, number)
);

-- One signature a head: co-owners sign once between them.
CREATE TABLE joint_request_signers (
  request_id TEXT NOT NULL REFERENCES joint_requests (id),
  owner_set_id TEXT NOT NULL REFERENCES owner_sets (id),
  member_id TEXT NOT NULL REFERENCES members (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (request_id, owner_set_id)
);

-- What is told to a member: shown on the community page until seen.
CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members (id),
  community_id TEXT NOT NULL REFERENCES communities (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  extract TEXT NOT NULL,
  path TEXT NOT NULL,
  at BIGINT NOT NULL,
  seen_at BIGINT
);
CREATE INDEX notices_member ON notices (member_id, seen_at, at);
