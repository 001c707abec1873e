import Redis

/// Reads replies of this module's own functions; anything unexpected is a protocol violation, since both sides are ours.
enum Reply {
    static func integer(_ value: RedisValue) throws(RedisError) -> Int64 {
        guard let integer = value.int else { throw unexpected(value, "an integer") }
        return integer
    }

    static func array(_ value: RedisValue, minimum: Int = 0) throws(RedisError) -> [RedisValue] {
        guard let elements = value.array, elements.count >= minimum else { throw unexpected(value, "an array of at least \(minimum) elements") }
        return elements
    }

    static func bytes(_ value: RedisValue) throws(RedisError) -> [UInt8] {
        guard let bytes = value.bytes else { throw unexpected(value, "a string") }
        return bytes
    }

    /// A decimal number that Redis sends as text, such as a score.
    static func number(_ value: RedisValue) throws(RedisError) -> Double {
        guard let number = value.double else { throw unexpected(value, "a number") }
        return number
    }

    /// Replies of a pipeline carry server errors as elements; this module treats the first one as the outcome of the whole.
    static func failOnError(_ values: [RedisValue]) throws(RedisError) {
        for value in values { _ = try value.throwingServerError() }
    }

    /// The error for a reply this module cannot read; a server error is passed on as such.
    static func unexpected(_ value: RedisValue, _ expected: String) -> RedisError {
        do {
            _ = try value.throwingServerError()
            return RedisError(.protocolViolation, "a state function answered something else than \(expected)", outcomeUnknown: true)
        } catch {
            return error
        }
    }
}
