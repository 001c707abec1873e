import Redis

/// Waits for the wake token of one queue shard in `BLPOP`.
struct RedisJobWaiter: JobWaiter {
    let connection: RedisBlockingConnection
    let key: String

    func wait(upTo timeout: Duration) async {
        let command = RedisCommand("BLPOP", .string(key), .double(timeout.inSeconds))
        do {
            _ = try await connection.send(command, timeout: timeout + .seconds(2))
        } catch {
            // The claim that follows meets the same fault and reports it. The pause keeps a dead server from being asked in a tight loop.
            try? await Task.sleep(for: min(timeout, .milliseconds(200)))
        }
    }

    func close() async {
        connection.close()
    }
}
