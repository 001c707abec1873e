import JobQueue

/// Names of the queues between the processes (`design.md §1`).
public enum Queues {
    /// Submissions as the API accepted them.
    public static let antiCheat: QueueName = "anticheat"
    /// Submissions with a verdict.
    public static let geoIP: QueueName = "geoip"
    /// Submissions with a location, ready to be written.
    public static let ranking: QueueName = "ranking"
    /// Recomputes and rebuilds.
    public static let boardState: QueueName = "boardstate"

    /// What goes to peers outside: mails and webhooks.
    public static let delivery: QueueName = "delivery"

    /// Those that hold submissions, in the order a submission passes them.
    public static let submissions = [antiCheat, geoIP, ranking]

    /// All of them, in the order a submission passes them.
    public static let all = submissions + [boardState, delivery]
}
