//! The statements of comments.

/// How many comments the subject has, by stance; hidden ones are not counted.
pub(super) const COUNTS: &str = "\
    SELECT CAST(COALESCE(SUM(CASE WHEN c.parent_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS threads, \
           CAST(COALESCE(SUM(CASE WHEN c.hidden_reason IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS shown, \
           CAST(COALESCE(SUM(CASE WHEN c.hidden_reason IS NULL AND c.stance = 'for' \
             THEN 1 ELSE 0 END), 0) AS BIGINT) AS in_favour, \
           CAST(COALESCE(SUM(CASE WHEN c.hidden_reason IS NULL AND c.stance = 'against' \
             THEN 1 ELSE 0 END), 0) AS BIGINT) AS against, \
           CAST(COALESCE(SUM(CASE WHEN c.hidden_reason IS NULL AND c.stance = 'question' \
             THEN 1 ELSE 0 END), 0) AS BIGINT) AS questions, \
           CAST(COALESCE(SUM(CASE WHEN c.hidden_reason IS NULL AND c.stance = 'question' AND NOT EXISTS ( \
               SELECT 1 FROM comments r WHERE r.parent_id = c.id AND r.hidden_reason IS NULL \
                 AND r.author_id <> c.author_id) \
             THEN 1 ELSE 0 END), 0) AS BIGINT) AS unanswered \
    FROM comments c WHERE c.issue_id = $1 AND COALESCE(c.proposal_id, '') = $2";

/// One page of threads of the subject `$1`, `$2` in the order `$3`: every comment of `$4` threads from the `$5`th on,
/// with its author and the act that hid it.
pub(super) const THREADS: &str = "\
    WITH tops AS ( \
      SELECT t.id, ROW_NUMBER() OVER (ORDER BY t.settled, t.replies DESC, \
               CASE WHEN $3 = 'newest' THEN -t.number ELSE t.number END) AS place \
      FROM (SELECT c.id, c.number, \
              CASE WHEN $3 = 'open' AND EXISTS ( \
                SELECT 1 FROM comments q WHERE q.issue_id = $1 AND q.thread_id = c.id \
                  AND q.stance = 'question' AND q.hidden_reason IS NULL AND NOT EXISTS ( \
                    SELECT 1 FROM comments r WHERE r.parent_id = q.id AND r.hidden_reason IS NULL \
                      AND r.author_id <> q.author_id)) THEN 0 ELSE 1 END AS settled, \
              CASE WHEN $3 = 'open' THEN (SELECT COUNT(*) FROM comments r \
                WHERE r.issue_id = $1 AND r.thread_id = c.id AND r.hidden_reason IS NULL) \
                ELSE 0 END AS replies \
            FROM comments c \
            WHERE c.issue_id = $1 AND COALESCE(c.proposal_id, '') = $2 AND c.parent_id IS NULL) t), \
    page AS (SELECT id, place FROM tops ORDER BY place LIMIT $4 OFFSET $5) \
    SELECT page.place, c.id, c.number, c.parent_id, c.thread_id, c.author_id, c.seat_title, c.stance, c.body_html, \
           c.created_at, c.edited_at, c.revision, c.hidden_reason, c.hidden_act_id, \
           m.display_name AS author_name, a.seat_title AS hidden_by_seat, a.member_id AS hidden_by, \
           a.appeal, a.answer AS appeal_answer \
    FROM page JOIN comments c ON c.issue_id = $1 AND c.thread_id = page.id \
         JOIN members m ON m.id = c.author_id LEFT JOIN moderation_acts a ON a.id = c.hidden_act_id \
    ORDER BY page.place, c.number";

/// The issue `$2` of the community `$1`, with its proposal `$3` where there is one.
pub(super) const SUBJECT: &str = "\
    SELECT i.id, i.number, i.title, i.stage, i.author_id, i.compound_id, \
           p.id AS proposal_id, p.number AS proposal_number, p.author_id AS proposal_author, \
           r.title AS proposal_title \
    FROM issues i LEFT JOIN proposals p ON p.issue_id = i.id AND p.number = $3 \
         LEFT JOIN proposal_revisions r ON r.proposal_id = p.id AND r.revision = p.revision \
    WHERE i.community_id = $1 AND i.number = $2";

/// The comment `$3` of the issue `$2` of the community `$1`, with all that is needed to act on it.
pub(super) const COMMENT: &str = "\
    SELECT c.id, c.number, c.parent_id, c.thread_id, c.author_id, c.seat_title, c.stance, c.body, c.body_html, \
           c.created_at, c.edited_at, c.revision, c.hidden_reason, c.hidden_act_id, \
           m.display_name AS author_name, a.seat_title AS hidden_by_seat, a.member_id AS hidden_by, \
           a.appeal, a.answer AS appeal_answer, \
           i.id AS issue_id, i.number AS issue_number, i.title AS issue_title, i.stage, \
           i.author_id AS issue_author, i.compound_id, \
           p.id AS proposal_id, p.number AS proposal_number, p.author_id AS proposal_author, \
           pr.title AS proposal_title, \
           (SELECT COUNT(*) FROM comments t JOIN comments top ON top.id = c.thread_id \
            WHERE t.issue_id = c.issue_id AND COALESCE(t.proposal_id, '') = COALESCE(c.proposal_id, '') \
              AND t.parent_id IS NULL AND t.number <= top.number) AS thread_place \
    FROM issues i JOIN comments c ON c.issue_id = i.id JOIN members m ON m.id = c.author_id \
         LEFT JOIN moderation_acts a ON a.id = c.hidden_act_id \
         LEFT JOIN proposals p ON p.id = c.proposal_id \
         LEFT JOIN proposal_revisions pr ON pr.proposal_id = p.id AND pr.revision = p.revision \
    WHERE i.community_id = $1 AND i.number = $2 AND c.number = $3";

/// The issue `$1` a comment is to be on, and its proposal `$2`; no row when the proposal is another issue's.
pub(super) const SUBJECT_OF_COMMENT: &str = "\
    SELECT i.community_id, i.compound_id, i.author_id AS issue_author, i.stage, i.number, \
           COALESCE(r.title, i.title) AS title \
    FROM issues i LEFT JOIN proposals p ON p.issue_id = i.id AND p.id = $2 \
         LEFT JOIN proposal_revisions r ON r.proposal_id = p.id AND r.revision = p.revision \
    WHERE i.id = $1 AND COALESCE(p.id, '') = COALESCE($2, '')";

/// The next number is free because the row is held.
pub(super) const INSERT: &str = "\
    INSERT INTO comments (id, issue_id, proposal_id, number, parent_id, thread_id, author_id, seat_title, stance, \
      body, body_html, renderer, created_at, revision) \
    SELECT $1, $2, $3, (SELECT COALESCE(MAX(number), 0) + 1 FROM comments WHERE issue_id = $2), \
           $4, $5, $6, $7, $8, $9, $10, $11, $12, 1 \
    RETURNING number";

/// Puts what the comment `$1` says now beside what it will say.
pub(super) const KEEP_REVISION: &str = "\
    INSERT INTO comment_revisions (comment_id, revision, body, at) \
    SELECT id, revision, body, COALESCE(edited_at, created_at) FROM comments WHERE id = $1";

/// The comment `$1` with all that is needed to decide what may be done with it.
pub(super) const HELD: &str = "\
    SELECT c.number, c.author_id, c.body, c.created_at, c.revision, c.hidden_reason, c.hidden_act_id, \
           a.member_id AS hidden_by, a.appeal, a.answer AS appeal_answer, \
           i.number AS issue_number, i.title AS issue_title, i.community_id, i.compound_id, \
           i.author_id AS issue_author, i.stage \
    FROM comments c JOIN issues i ON i.id = c.issue_id LEFT JOIN moderation_acts a ON a.id = c.hidden_act_id \
    WHERE c.id = $1";

/// What the comment `$1` of the community `$2` says and said, newest first.
pub(super) const REVISIONS: &str = "\
    WITH said AS ( \
      SELECT id AS comment_id, revision, body, COALESCE(edited_at, created_at) AS at FROM comments WHERE id = $1 \
      UNION ALL SELECT comment_id, revision, body, at FROM comment_revisions WHERE comment_id = $1) \
    SELECT said.revision AS shown_revision, said.at AS shown_at, said.body AS shown_body, \
           c.author_id, c.hidden_reason, a.member_id AS hidden_by, a.appeal, a.answer AS appeal_answer, \
           i.community_id, i.compound_id, i.author_id AS issue_author, i.stage \
    FROM said JOIN comments c ON c.id = said.comment_id JOIN issues i ON i.id = c.issue_id \
         LEFT JOIN moderation_acts a ON a.id = c.hidden_act_id \
    WHERE i.community_id = $2 ORDER BY said.revision DESC";
