/// What is counted per account (`contract/architecture-checklist.md §8`).
public enum UsageMetric: String, StoredEnum {
    /// Requests of the admin API and of players.
    case apiRequests = "api_requests"
    /// Submissions that were queued.
    case scoreSubmissions = "score_submissions"
    /// Jobs that a worker decided about.
    case backgroundJobs = "background_jobs"
    /// Mails handed to the provider.
    case emailSent = "email_sent"
    /// Messages that a webhook took.
    case webhooksDelivered = "webhooks_delivered"
    /// Boards made by hand or from templates.
    case boardsCreated = "boards_created"
    /// Nonces given to players.
    case noncesIssued = "nonces_issued"

    /// A plain text column.
    public static let databaseType: String? = nil
}
