import LeadrStore

/// How long what is no longer needed is kept (`docs/limits.md`).
public struct RetentionSettings: Sendable, Equatable {
    /// Time between deletions.
    public var interval: Duration
    /// Rows deleted in one transaction.
    public var chunk: Int
    /// Days that each kind of rows is kept; 0 = for ever.
    public var days: [RetentionRule: Int]

    init(_ reader: inout SettingsReader) {
        reader.topic = "Retention"
        interval = reader.seconds("RETENTION_INTERVAL_SECONDS", default: 3600, in: 1...86_400, "time between deletions of what is kept no longer")
        chunk = reader.integer("RETENTION_CHUNK_ROWS", default: 1000, in: 1...100_000, unit: "rows", "rows deleted in one transaction")
        days = [:]
        for (rule, name, standard, meaning) in Self.table {
            days[rule] = reader.integer(name, default: standard, in: 0...36_500, unit: "days", "\(meaning); 0 = for ever")
        }
    }

    private static let table: [(rule: RetentionRule, name: String, standard: Int, meaning: String)] = [
        (.sessions, "SESSION_RETENTION_DAYS", 30, "sessions of players are kept so long after they expired or were revoked"),
        (.taskRuns, "SCHEDULER_HISTORY_RETENTION_DAYS", 30, "runs of background tasks are kept so long"),
        (.mails, "EMAIL_RETENTION_DAYS", 90, "mails that were sent or given up are kept so long after they were written"),
        (
            .webhookMessages, "WEBHOOK_RETENTION_DAYS", 30,
            "messages of webhooks are kept so long after they were written, and their deliveries with them"
        ),
        (.deadSubmissions, "DEAD_SUBMISSION_RETENTION_DAYS", 90, "dead submissions are kept so long after an operator retried or dropped them"),
        (.operatorActions, "OPERATOR_AUDIT_RETENTION_DAYS", 365, "the record of operators' changes is kept so long"),
        (.scoreEvents, "SCORE_EVENT_RETENTION_DAYS", 0, "events of a board are kept so long after the board was deleted"),
    ]
}
