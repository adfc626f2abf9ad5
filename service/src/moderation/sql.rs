//! The statements of moderation. None of those read for the public holds a comment's text or a person's name.

pub(super) const INSERT: &str = "\
    INSERT INTO moderation_acts (id, community_id, comment_id, reason, note, member_id, seat_title, at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Appeals against what hides the comment `$1` now.
pub(super) const APPEAL: &str = "\
    UPDATE moderation_acts SET appeal = $2, appealed_at = $3 \
    WHERE appeal IS NULL AND id = (SELECT hidden_act_id FROM comments WHERE id = $1)";

/// Answers the appeal against what hides the comment `$1` now, and gives the act.
pub(super) const ANSWER: &str = "\
    UPDATE moderation_acts \
    SET answer = $2, answer_reason = $3, answered_by = $4, answer_seat_title = $5, answered_at = $6 \
    WHERE appeal IS NOT NULL AND answer IS NULL AND id = (SELECT hidden_act_id FROM comments WHERE id = $1) \
    RETURNING id";

/// Who holds a seat of the council of the community `$1` at `$2`.
pub(super) const COUNCIL: &str = "\
    SELECT DISTINCT seats.member_id FROM seats JOIN terms ON terms.id = seats.term_id \
         JOIN bodies ON bodies.id = terms.body_id \
    WHERE bodies.community_id = $1 AND seats.seat_right = 'council' \
      AND seats.from_at <= $2 AND (seats.until_at IS NULL OR seats.until_at > $2) \
      AND terms.from_at <= $2 AND (terms.until_at IS NULL OR terms.until_at > $2)";

pub(super) const COUNT: &str = "\
    SELECT COUNT(*) AS acts, \
           CAST(COALESCE(SUM(CASE WHEN appeal IS NOT NULL AND answer IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) \
             AS waiting \
    FROM moderation_acts WHERE community_id = $1";

/// A page of the register, newest first.
pub(super) const REGISTER: &str = "\
    SELECT a.id, a.reason, a.note, a.seat_title, a.at, a.appealed_at, a.answer, a.answer_reason, a.answer_seat_title, \
           a.answered_at, a.appeal, a.member_id, c.author_id, c.number AS comment_number, i.number AS issue_number, \
           i.title AS issue_title \
    FROM moderation_acts a JOIN comments c ON c.id = a.comment_id JOIN issues i ON i.id = c.issue_id \
    WHERE a.community_id = $1 ORDER BY a.at DESC, a.id DESC LIMIT $2 OFFSET $3";

/// One act.
pub(super) const ENTRY: &str = "\
    SELECT a.id, a.reason, a.note, a.seat_title, a.at, a.appealed_at, a.answer, a.answer_reason, a.answer_seat_title, \
           a.answered_at, a.appeal, a.member_id, c.author_id, c.number AS comment_number, i.number AS issue_number, \
           i.title AS issue_title \
    FROM moderation_acts a JOIN comments c ON c.id = a.comment_id JOIN issues i ON i.id = c.issue_id \
    WHERE a.community_id = $1 AND a.id = $2";

/// Appeals that wait, oldest first.
pub(super) const WAITING: &str = "\
    SELECT a.id, a.reason, a.note, a.seat_title, a.at, a.appealed_at, a.answer, a.answer_reason, a.answer_seat_title, \
           a.answered_at, a.appeal, a.member_id, c.author_id, c.number AS comment_number, i.number AS issue_number, \
           i.title AS issue_title \
    FROM moderation_acts a JOIN comments c ON c.id = a.comment_id JOIN issues i ON i.id = c.issue_id \
    WHERE a.community_id = $1 AND a.appeal IS NOT NULL AND a.answer IS NULL ORDER BY a.appealed_at, a.id";

/// The appeal against one act, if it waits.
pub(super) const WAITING_ONE: &str = "\
    SELECT a.id, a.reason, a.note, a.seat_title, a.at, a.appealed_at, a.answer, a.answer_reason, a.answer_seat_title, \
           a.answered_at, a.appeal, a.member_id, c.author_id, c.number AS comment_number, i.number AS issue_number, \
           i.title AS issue_title \
    FROM moderation_acts a JOIN comments c ON c.id = a.comment_id JOIN issues i ON i.id = c.issue_id \
    WHERE a.community_id = $1 AND a.id = $2 AND a.appeal IS NOT NULL AND a.answer IS NULL";
