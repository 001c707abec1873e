import LeadrDomain

extension SubmissionResult {
    /// Version written at the front of every encoded result.
    public static let formatVersion: UInt8 = 1

    /// The result in the current binary format.
    public func encoded() -> [UInt8] {
        var writer = FieldWriter(version: Self.formatVersion, capacity: 64)
        writer.id(eventID)
        writer.bool(status == .accepted)
        writer.integer(Int64(httpStatus))
        writer.optional(error) { $0.text($1) }
        writer.optional(scoreID) { $0.id($1) }
        writer.bool(isRunEntry)
        return writer.bytes
    }

    /// Reads a result of any supported version.
    ///
    /// - Throws: ``JobDecodingError`` for anything that ``encoded()`` did not write.
    public init(decoding bytes: [UInt8]) throws(JobDecodingError) {
        var reader = FieldReader(bytes)
        let version = try reader.byte("version")
        guard version == Self.formatVersion else { throw .unsupportedVersion(version) }
        eventID = try reader.id("eventID")
        status = try reader.bool("status") ? .accepted : .rejected
        httpStatus = Int(try reader.integer("httpStatus"))
        error = try reader.optional("error") { (reader) throws(JobDecodingError) in try reader.text("error") }
        scoreID = try reader.optional("scoreID") { (reader) throws(JobDecodingError) in try reader.id("scoreID") }
        isRunEntry = try reader.bool("isRunEntry")
        try reader.expectEnd()
    }
}
