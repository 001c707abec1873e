import LeadrDomain

extension AntiCheatWindow {
    private static let format: UInt8 = 1

    /// Stored form: format, total, last time and value if any, then the times of the hour.
    var storedBytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.format)
        writer.append(integer: Int64(submissionCount))
        writer.append(lastSubmissionAt == nil ? 0 : 1)
        writer.append(integer: lastSubmissionAt?.microseconds ?? 0)
        writer.append(lastScoreValue == nil ? 0 : 1)
        writer.append(double: lastScoreValue ?? 0)
        for time in passedAt { writer.append(integer: time.microseconds) }
        return writer.bytes
    }

    /// Reads the stored form; nil for another format or damaged bytes.
    init?(storedBytes: [UInt8]) {
        var reader = ByteReader(storedBytes)
        guard reader.byte() == Self.format, let count = reader.integer(), let hasTime = reader.byte(), let time = reader.integer(),
            let hasValue = reader.byte(), let value = reader.double()
        else { return nil }
        self.init()
        submissionCount = Int(count)
        lastSubmissionAt = hasTime == 1 ? Timestamp(microseconds: time) : nil
        lastScoreValue = hasValue == 1 ? value : nil
        while !reader.isAtEnd {
            guard let passed = reader.integer() else { return nil }
            passedAt.append(Timestamp(microseconds: passed))
        }
    }
}
