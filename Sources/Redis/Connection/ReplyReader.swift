import CHiredis

/// The protocol reader of hiredis. Owns its memory; nothing of it leaves this type.
struct ReplyReader: ~Copyable {
    /// hiredis moves the unread rest of its buffer each time a kilobyte was consumed; small portions keep that cheap.
    private static let portion = 16 << 10

    private let reader: UnsafeMutablePointer<redisReader>

    init() throws(RedisError) {
        guard let reader = redisReaderCreate() else {
            throw RedisError(.protocolViolation, "no memory for a reply reader", outcomeUnknown: false)
        }
        self.reader = reader
    }

    deinit {
        redisReaderFree(reader)
    }

    /// Takes bytes from the socket and appends every reply they complete. A partial reply waits for the next call.
    ///
    /// - Throws: `protocolViolation`; the reader is of no use afterwards.
    mutating func read(_ bytes: UnsafeRawBufferPointer, into replies: inout [RedisValue]) throws(RedisError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let portion = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.portion))
            rest = rest.dropFirst(Self.portion)
            guard redisReaderFeed(reader, portion.baseAddress?.assumingMemoryBound(to: CChar.self), portion.count) == REDIS_OK else {
                throw violation()
            }
            while let reply = try next() { replies.append(reply) }
        }
    }

    private func next() throws(RedisError) -> RedisValue? {
        var reply: UnsafeMutableRawPointer?
        guard redisReaderGetReply(reader, &reply) == REDIS_OK else { throw violation() }
        guard let reply else { return nil }
        defer { freeReplyObject(reply) }
        return try RedisValue(reply.assumingMemoryBound(to: redisReply.self))
    }

    private func violation() -> RedisError {
        let text = withUnsafeBytes(of: reader.pointee.errstr) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return RedisError(.protocolViolation, text)
    }
}

extension RedisValue {
    /// Copies a reply of hiredis. The recursion is as deep as the reader allows, which is fewer than ten levels.
    fileprivate init(_ reply: UnsafeMutablePointer<redisReply>) throws(RedisError) {
        let content = reply.pointee
        switch content.type {
        case REDIS_REPLY_INTEGER: self = .integer(content.integer)
        case REDIS_REPLY_STRING: self = .bulk([UInt8](UnsafeRawBufferPointer(start: content.str, count: content.len)))
        case REDIS_REPLY_STATUS: self = .simple(Self.text(content))
        case REDIS_REPLY_ERROR: self = .error(RedisServerError(reply: Self.text(content)))
        case REDIS_REPLY_NIL: self = .null
        case REDIS_REPLY_ARRAY:
            var elements: [RedisValue] = []
            elements.reserveCapacity(content.elements)
            for index in 0..<content.elements {
                guard let element = content.element[index] else {
                    throw RedisError(.protocolViolation, "an array lacks an element")
                }
                elements.append(try RedisValue(element))
            }
            self = .array(elements)
        default: throw RedisError(.protocolViolation, "a reply of unknown type \(content.type)")
        }
    }

    private static func text(_ reply: redisReply) -> String {
        String(decoding: UnsafeRawBufferPointer(start: reply.str, count: reply.len), as: UTF8.self)
    }
}
