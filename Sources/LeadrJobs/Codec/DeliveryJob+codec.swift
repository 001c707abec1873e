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
        case .webhook(let delivery): writer.id(delivery)
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
        switch code {
        case 1: self = .mail(try reader.id("emailID"))
        case 2: self = .webhook(try reader.id("deliveryID"))
        default: throw .invalid(field: "kind", offset: 1)
        }
        try reader.expectEnd()
    }

    /// Numbers of the cases in stored jobs; never given to another case.
    private var code: UInt8 {
        switch self {
        case .mail: 1
        case .webhook: 2
        }
    }
}
