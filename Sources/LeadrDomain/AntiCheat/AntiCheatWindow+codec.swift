extension AntiCheatWindow {
    /// First byte of the encoded form.
    private static let format: UInt8 = 1

    /// The window as one compact value, about three bytes per remembered submission. Equal windows have equal bytes, so that a compare-and-set works.
    public var encoded: [UInt8] {
        var encoder = ByteEncoder()
        encoder.byte(Self.format)
        encoder.unsigned(UInt64(max(0, submissionCount)))
        encoder.optional(lastSubmissionAt) { $0.signed($1.microseconds) }
        encoder.optional(lastScoreValue) { $0.double($1) }
        encoder.unsigned(UInt64(passedAt.count))
        var previous: Int64 = 0
        for time in passedAt {
            encoder.signed(time.microseconds &- previous)
            previous = time.microseconds
        }
        return encoder.bytes
    }

    /// Reads an encoded window; nil for anything else, which a caller treats as a lost window.
    public init?(encoded bytes: [UInt8]) {
        var decoder = ByteDecoder(bytes)
        guard decoder.byte() == Self.format, let total = decoder.unsigned().flatMap({ Int(exactly: $0) }),
            let last = decoder.optional({ $0.signed() }), let value = decoder.optional({ $0.double() }),
            let count = decoder.unsigned(), count <= UInt64(bytes.count)
        else { return nil }
        self.init()
        submissionCount = total
        lastSubmissionAt = last.map { Timestamp(microseconds: $0) }
        lastScoreValue = value
        passedAt.reserveCapacity(Int(count))
        var time: Int64 = 0
        for _ in 0..<count {
            guard let gap = decoder.signed() else { return nil }
            time &+= gap
            passedAt.append(Timestamp(microseconds: time))
        }
        guard decoder.isAtEnd else { return nil }
    }
}
