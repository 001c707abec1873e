import ByteJSON
import LeadrDomain
import LeadrServices

extension SessionStart {
    /// Reads the body of a session start (`contract/client-auth.md §4.1`).
    init?(_ fields: inout BodyFields) {
        let gameID = fields.required("game_id", .gameID)
        let fingerprint = fields.required("client_fingerprint", .fingerprint)
        let platform = fields.optional("platform", .name)
        let metadata = fields.optional("metadata", .objectBytes)
        let testMode = fields.field("test_mode", .boolean, default: false)
        guard let gameID, let fingerprint else { return nil }
        self.init(
            gameID: gameID,
            fingerprint: fingerprint,
            platform: platform,
            metadata: metadata,
            testMode: testMode
        )
    }
}

extension FieldType {
    /// A game; here alone also as a bare UUID, which the Godot SDK lets through from its settings (`contract/client-auth.md §1.1`).
    fileprivate static var gameID: FieldType<GameID> {
        FieldType<GameID>(.either(.id(Kinds.Game.self), .uuid)) { input in
            if let text = input.string, let uuid = UUIDText.parse(text) { return .success(GameID(uuid)) }
            return FieldType<GameID>.id(Kinds.Game.self).read(input)
        }
    }

    /// A device fingerprint: 64 hexadecimal digits, kept as sent.
    fileprivate static var fingerprint: FieldType<String> {
        let digits = "[a-fA-F0-9]{64}"
        return FieldType<String>.string.refined(as: .string(matching: digits)) { text in
            let isFingerprint = text.utf8.count == 64 && text.utf8.allSatisfy(\.isHexadecimalDigit)
            return isFingerprint ? .success(text) : .failure(.mismatch("^\(digits)$"))
        }
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }
}
