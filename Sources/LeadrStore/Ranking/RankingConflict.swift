/// A row that a transaction counted on is gone or was written by somebody else. Run again, it sees what is there.
struct RankingConflict: Error {}
