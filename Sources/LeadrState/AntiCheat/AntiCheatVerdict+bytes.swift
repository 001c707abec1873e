import LeadrDomain

extension AntiCheatVerdict {
    private static let format: UInt8 = 1

    /// Stored form.
    var storedBytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.format)
        writer.append(optional: Array(action.rawValue.utf8))
        writer.append(integer: Int64(submissionCount))
        writer.append(integer: lastSubmissionAt.microseconds)
        writer.append(lastScoreValue == nil ? 0 : 1)
        writer.append(double: lastScoreValue ?? 0)
        writer.append(optional: flagType.map { Array($0.rawValue.utf8) })
        writer.append(optional: confidence.map { Array($0.rawValue.utf8) })
        writer.append(optional: reason.map { Array($0.utf8) })
        writer.append(optional: metadata)
        return writer.bytes
    }

    /// Reads the stored form; nil for another format or damaged bytes.
    init?(storedBytes: [UInt8]) {
        var reader = ByteReader(storedBytes)
        guard reader.byte() == Self.format, let actionText = reader.optionalText() ?? nil, let action = AntiCheatAction(rawValue: actionText),
            let count = reader.integer(), let time = reader.integer(), let hasValue = reader.byte(), let value = reader.double(),
            let flagType = reader.optionalText(), let confidence = reader.optionalText(), let reason = reader.optionalText(),
            let metadata = reader.optionalBytes()
        else { return nil }
        self.init(
            action: action,
            flagType: flagType.flatMap { FlagType(rawValue: $0) },
            confidence: confidence.flatMap { FlagConfidence(rawValue: $0) },
            reason: reason,
            metadata: metadata,
            submissionCount: Int(count),
            lastSubmissionAt: Timestamp(microseconds: time),
            lastScoreValue: hasValue == 1 ? value : nil
        )
    }
}

extension ByteReader {
    /// As ``optionalBytes()``, for text.
    fileprivate mutating func optionalText() -> String?? {
        optionalBytes().map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
}
