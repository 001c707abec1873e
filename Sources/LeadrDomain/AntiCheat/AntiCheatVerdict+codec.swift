extension AntiCheatVerdict {
    /// First byte of the encoded form.
    private static let format: UInt8 = 1

    /// The verdict as one compact value, to be stored under its event and carried in jobs.
    public var encoded: [UInt8] {
        var encoder = ByteEncoder()
        encoder.byte(Self.format)
        encoder.data(action.rawValue.utf8)
        encoder.optional(flagType) { $0.data($1.rawValue.utf8) }
        encoder.optional(confidence) { $0.data($1.rawValue.utf8) }
        encoder.optional(reason) { $0.data($1.utf8) }
        encoder.optional(metadata) { $0.data($1) }
        encoder.unsigned(UInt64(max(0, submissionCount)))
        encoder.signed(lastSubmissionAt.microseconds)
        encoder.optional(lastScoreValue) { $0.double($1) }
        return encoder.bytes
    }

    /// Reads an encoded verdict; nil for anything else.
    public init?(encoded bytes: [UInt8]) {
        var decoder = ByteDecoder(bytes)
        guard decoder.byte() == Self.format, let action = decoder.text().flatMap(AntiCheatAction.init(rawValue:)),
            let flagType = decoder.optional({ $0.text().flatMap(FlagType.init(rawValue:)) }),
            let confidence = decoder.optional({ $0.text().flatMap(FlagConfidence.init(rawValue:)) }),
            let reason = decoder.optional({ $0.text() }), let metadata = decoder.optional({ $0.data() }),
            let count = decoder.unsigned().flatMap({ Int(exactly: $0) }), let last = decoder.signed(),
            let value = decoder.optional({ $0.double() }), decoder.isAtEnd
        else { return nil }
        self.init(
            action: action,
            flagType: flagType,
            confidence: confidence,
            reason: reason,
            metadata: metadata,
            submissionCount: count,
            lastSubmissionAt: Timestamp(microseconds: last),
            lastScoreValue: value
        )
    }
}
