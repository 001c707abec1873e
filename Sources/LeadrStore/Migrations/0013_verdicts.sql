-- Why an anti-cheat check struck: rule, action, measured, limit and the details of the check. Null for nearly all events, and then it takes no
-- room. Not only of rejected ones: what a dry run lets pass would leave no other trace in the database.
ALTER TABLE score_events ADD COLUMN verdict jsonb;
