/// Waits for work of the in-memory driver.
struct InMemoryJobWaiter: JobWaiter {
    let hasWork: @Sendable () -> Bool

    func wait(upTo timeout: Duration) async {
        let deadline = ContinuousClock.now + timeout
        while !hasWork(), ContinuousClock.now < deadline {
            do { try await Task.sleep(for: .milliseconds(2)) } catch { return }
        }
    }

    func close() async {}
}
