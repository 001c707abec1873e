import LeadrDomain

extension DeliveryJob {
    /// Version written at the front of every encoded job.
    public static let formatVersion: UInt8 = 1

    /// The job in the current binary format.
    public func encoded() -> [UInt8] {
        var writer = FieldWriter(version: Self.formatVersion, capacity: 18)
        writer.byte(code)
        switch self {
        case .mail(let mail): writer.id(mail)
        }
        return writer.bytes
    }

    /// Reads a job of any supported version.
    ///
    /// - Throws: ``JobDecodingError`` for anything that ``encoded()`` did not write.
    public init(decoding bytes: [UInt8]) throws(JobDecodingError) {
        var reader = FieldReader(bytes)
        let version = try reader.byte("version")
        guard version == Self.formatVersion else { throw .unsupportedVersion(version) }
        let code = try reader.byte("kind")
        guard code == 1 else { throw .invalid(field: "kind", offset: 1) }
        self = .mail(try reader.id("emailID"))
        try reader.expectEnd()
    }

    /// Numbers of the cases in stored jobs; never given to another case.
    private var code: UInt8 {
        switch self {
        case .mail: 1
        }
    }
}
