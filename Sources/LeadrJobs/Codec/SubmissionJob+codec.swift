import LeadrDomain

extension SubmissionJob {
    /// Version written at the front of every encoded job.
    ///
    /// To change the format: raise this, write the new fields, keep the reader of the version before beside the new one, and let it fill
    /// in what it cannot know. Workers of a release must read the version before it, since jobs outlive a deployment.
    public static let formatVersion: UInt8 = 1

    /// The job in the current binary format.
    public func encoded() -> [UInt8] {
        var writer = FieldWriter(version: Self.formatVersion, capacity: 224 + (metadata?.count ?? 0))
        writer.id(eventID)
        writer.time(acceptedAt)
        writer.id(accountID)
        writer.id(gameID)
        writer.id(boardID)
        writer.id(identityID)
        writer.bool(isTest)
        writer.byte(boardType.code)
        writer.double(value)
        writer.optional(valueDisplay) { $0.text($1) }
        writer.optional(metadata) { $0.blob($1) }
        writer.text(playerName)
        writer.optional(submittedName) { $0.text($1) }
        writer.bool(runsAntiCheat)
        writer.optional(clientIP) { $0.text($1) }
        writer.optional(geo) { $0.location($1) }
        writer.optional(verdict) { $0.verdict($1) }
        return writer.bytes
    }

    /// Reads a job of any supported version.
    ///
    /// - Throws: ``JobDecodingError`` for anything that ``encoded()`` did not write.
    public init(decoding bytes: [UInt8]) throws(JobDecodingError) {
        var reader = FieldReader(bytes)
        switch try reader.byte("version") {
        case 1: try self.init(version1: &reader)
        case let version: throw .unsupportedVersion(version)
        }
        try reader.expectEnd()
    }

    private init(version1 reader: inout FieldReader) throws(JobDecodingError) {
        eventID = try reader.id("eventID")
        acceptedAt = try reader.time("acceptedAt")
        accountID = try reader.id("accountID")
        gameID = try reader.id("gameID")
        boardID = try reader.id("boardID")
        identityID = try reader.id("identityID")
        isTest = try reader.bool("isTest")
        boardType = try reader.code("boardType", BoardType.init(code:))
        value = try reader.double("value")
        valueDisplay = try reader.optional("valueDisplay") { (reader) throws(JobDecodingError) in try reader.text("valueDisplay") }
        metadata = try reader.optional("metadata") { (reader) throws(JobDecodingError) in try reader.blob("metadata") }
        playerName = try reader.text("playerName")
        submittedName = try reader.optional("submittedName") { (reader) throws(JobDecodingError) in try reader.text("submittedName") }
        runsAntiCheat = try reader.bool("runsAntiCheat")
        clientIP = try reader.optional("clientIP") { (reader) throws(JobDecodingError) in try reader.text("clientIP") }
        geo = try reader.optional("geo") { (reader) throws(JobDecodingError) in try reader.location() }
        verdict = try reader.optional("verdict") { (reader) throws(JobDecodingError) in try reader.verdict() }
    }
}
