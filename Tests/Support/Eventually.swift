/// Waits until `condition` holds, looking again every few milliseconds; returns whether it came true before `limit` passed.
///
/// For conditions that another process or server brings about, where there is nothing to await.
public func eventually(within limit: Duration = .seconds(60), _ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        // The pause between two looks; a cancelled test stops waiting at once.
        do { try await Task.sleep(for: .milliseconds(5)) } catch { return false }
    }
    return try await condition()
}
