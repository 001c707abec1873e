/// Waits for work. Held by one worker loop, used from one task at a time.
public protocol JobWaiter: Sendable {
    /// Returns when work may be there, at the latest after `timeout`, or at once when the task is cancelled. Never throws: the claim that follows tells of faults.
    func wait(upTo timeout: Duration) async
    /// Releases the connection it holds.
    func close() async
}
