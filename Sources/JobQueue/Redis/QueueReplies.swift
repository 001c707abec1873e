import Redis

extension RedisValue {
    /// A list of byte strings.
    func entries() throws(QueueError) -> [[UInt8]] {
        guard let values = array else { throw QueueError(.rejected, "Unexpected reply: not a list") }
        return values.compactMap(\.bytes)
    }

    /// A list of texts; numbers are written out.
    func texts() throws(QueueError) -> [String] {
        guard let values = array else { throw QueueError(.rejected, "Unexpected reply: not a list") }
        return values.map { value in value.int.map(String.init) ?? value.string ?? "" }
    }

    /// Dead letters as pairs of id and record.
    func deadLetters() throws(QueueError) -> [DeadLetter] {
        let entries = try entries()
        return stride(from: 0, to: entries.count - 1, by: 2).map { index in
            DeadLetter(id: String(decoding: entries[index], as: UTF8.self), record: entries[index + 1])
        }
    }

    /// A single count.
    func count() throws(QueueError) -> Int {
        guard let value = int else { throw QueueError(.rejected, "Unexpected reply: not a number") }
        return Int(value)
    }

    /// A list of exactly `expected` numbers, as integers or as text.
    func counts(_ expected: Int) throws(QueueError) -> [Int] {
        guard let values = array, values.count == expected else { throw QueueError(.rejected, "Unexpected reply: not \(expected) numbers") }
        return values.map { value in
            if let number = value.int { return Int(number) }
            return value.string.flatMap { Int($0) } ?? 0
        }
    }
}

extension QueueStatistics {
    /// From the flat reply of the statistics function.
    init(reply: [Int]) {
        self.init()
        claims = reply[0]
        dead = reply[1]
        tenants = reply[2]
        redelivery = reply[3]
        delayed = reply[4]
        oldestEnqueuedAt = reply[5] < 0 ? nil : Int64(reply[5])
        bytes = reply[7]
        claimed = reply[8]
        ready = max(0, reply[6] - claimed - redelivery - delayed)
        enqueuedTotal = reply[9]
        completedTotal = reply[10]
        retriedTotal = reply[11]
        buriedTotal = reply[12]
        redeliveredTotal = reply[13]
        handedBackTotal = reply[14]
        isPaused = reply[15] == 1
        deadBytes = reply[16]
    }
}

extension QueueError {
    /// What a fault of the connection or the server means for a queue step.
    init(redis error: RedisError) {
        switch error.code {
        case .server(let reply) where reply.code == "QUEUEFULL":
            self.init(.full, reply.message)
        default:
            if error.outcomeUnknown {
                self.init(.outcomeUnknown, error.message)
            } else if error.isUnavailable {
                self.init(.unavailable, error.message)
            } else {
                self.init(.rejected, "\(error)")
            }
        }
    }
}
