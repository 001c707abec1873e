import Redis

/// Reads replies of this module's own functions; anything unexpected is a protocol violation, since both sides are ours.
enum Reply {
    static func integer(_ value: RedisValue) throws(RedisError) -> Int64 {
        guard let integer = value.int else { throw unexpected(value, "integer") }
        return Int64(integer)
    }

    static func array(_ value: RedisValue, minimum: Int = 0) throws(RedisError) -> [RedisValue] {
        guard let elements = value.array, elements.count >= minimum else { throw unexpected(value, "array of at least \(minimum)") }
        return elements
    }

    static func bytes(_ value: RedisValue) throws(RedisError) -> [UInt8] {
        guard let bytes = value.bytes else { throw unexpected(value, "bulk") }
        return bytes
    }

    /// A decimal number that Redis sends as text, such as a score or a hash field.
    static func number(_ value: RedisValue) throws(RedisError) -> Double {
        guard let text = value.string, let number = Double(text) else { throw unexpected(value, "number") }
        return number
    }

    /// Replies of a pipeline carry server errors as elements; this module treats the first one as the outcome of the whole.
    static func failOnError(_ values: [RedisValue]) throws(RedisError) {
        for case .error(let error) in values {
            throw RedisError(code: .server(error), message: error.message)
        }
    }

    static func unexpected(_ value: RedisValue, _ expected: String) -> RedisError {
        if case .error(let error) = value { return RedisError(code: .server(error), message: error.message) }
        return RedisError(code: .protocolViolation, message: "state function answered something else than \(expected)")
    }
}
