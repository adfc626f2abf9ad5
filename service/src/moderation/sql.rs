//! The statements of moderation. None of those read for the public holds hidden words or a person's name.

pub(super) const INSERT: &str = "\
    INSERT INTO moderation_acts (id, community_id, target, comment_id, vote_id, objection, reason, note, member_id, \
      seat_title, at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Appeals against the act `$1`.
pub(super) const APPEAL: &str = "\
    UPDATE moderation_acts SET appeal = $2, appealed_at = $3 WHERE id = $1 AND appeal IS NULL";

/// Answers the appeal against the act `$1`, and gives it.
pub(super) const ANSWER: &str = "\
    UPDATE moderation_acts \
    SET answer = $2, answer_reason = $3, answered_by = $4, answer_seat_title = $5, answered_at = $6 \
    WHERE id = $1 AND appeal IS NOT NULL AND answer IS NULL RETURNING id";

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

/// Acts with what they hid and where, of the community `$1`.
macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.target, a.reason, a.note, a.seat_title, a.at, a.appealed_at, a.answer, a.answer_reason, \
                    a.answer_seat_title, a.answered_at, a.appeal, a.member_id, c.author_id, \
                    o.member_id AS objector_id, o.answered_by AS answered_by_id, \
                    COALESCE(c.number, o.number) AS words_number, COALESCE(i.number, v.number) AS matter_number, \
                    COALESCE(i.title, v.title) AS title \
             FROM moderation_acts a LEFT JOIN comments c ON c.id = a.comment_id \
                  LEFT JOIN issues i ON i.id = c.issue_id \
                  LEFT JOIN objections o ON o.vote_id = a.vote_id AND o.number = a.objection \
                  LEFT JOIN votes v ON v.id = a.vote_id \
             WHERE a.community_id = $1 ",
            $rest
        )
    };
}

/// A page of the register, newest first.
pub(super) const REGISTER: &str = entries!("ORDER BY a.at DESC, a.id DESC LIMIT $2 OFFSET $3");

/// One act.
pub(super) const ENTRY: &str = entries!("AND a.id = $2");

/// Appeals that wait, oldest first.
pub(super) const WAITING: &str =
    entries!("AND a.appeal IS NOT NULL AND a.answer IS NULL ORDER BY a.appealed_at, a.id");

/// The appeal against one act, if it waits.
pub(super) const WAITING_ONE: &str = entries!("AND a.id = $2 AND a.appeal IS NOT NULL AND a.answer IS NULL");
