/// A table of things to deliver. All have the columns `status`, `attempts`, `due_at`, `claimed_until`, `claim`, `error_message`, `failed_at` and
/// `updated_at`.
///
/// - `due_at`: until then its job is known to be on its way. Null: nobody has queued it yet. Long past while it is pending: the job is lost.
/// - `claimed_until`: a worker is about to deliver it; nobody else does before that time.
/// - `claim`: for which attempt; one whose time is over changes nothing of a later one.
struct DeliveryTable: Sendable {
    /// Name of the table.
    let name: String
    /// What rows must be like to be delivered at all, of a row of the table by its name.
    let isLive: String
    /// The status of what was delivered.
    let doneStatus: String
    /// The column of the time of that.
    let doneTime: String
    /// The column of what the peer said, JSON.
    let response: String
    /// What to read of a row that was taken, and where from, after `SELECT`; the row goes by the name `taken`.
    let selection: String
}
