import ByteJSON
import LeadrDomain

extension TokenClaims {
    /// Reads the payload of a token whose signature is good; nil when a claim is missing or malformed.
    init?(payload: [UInt8]) {
        var scanner = JSONScanner(payload, maximumDepth: 8)
        guard case .object(let fields)? = try? scanner.parse() else { return nil }
        guard let subject = fields.text("sub"), let gameID = fields.id("game_id", Kinds.Game.self),
            let accountID = fields.id("account_id", Kinds.Account.self), let identityID = fields.id("identity_id", Kinds.Identity.self),
            let expiresAt = fields.wholeNumber("exp"), let issuedAt = fields.wholeNumber("iat"), fields.text("jti") != nil,
            fields.isForUs
        else { return nil }
        self.init(
            subject: subject,
            gameID: gameID,
            accountID: accountID,
            identityID: identityID,
            testMode: fields["test_mode"] == .bool(true),
            expiresAt: expiresAt,
            issuedAt: issuedAt,
            tokenVersion: fields.wholeNumber("token_version").map { Int($0) }
        )
    }
}

extension JSONObject {
    /// Ours name no issuer, no audience and no beginning: a token that does was made for something else, with the same secret.
    fileprivate var isForUs: Bool {
        guard self["iss"] == nil, self["aud"] == nil, self["nbf"] == nil else { return false }
        return switch self["test_mode"] {
        case nil, .bool?: true
        default: false
        }
    }

    fileprivate func text(_ key: String) -> String? {
        guard case .string(let text)? = self[key] else { return nil }
        return text
    }

    fileprivate func id<Kind: EntityKind>(_ key: String, _: Kind.Type) -> EntityID<Kind>? {
        text(key).flatMap { UUIDText.parse($0) }.map { EntityID<Kind>($0) }
    }

    /// A number of seconds or a version; fractions, which other issuers write, are cut off.
    fileprivate func wholeNumber(_ key: String) -> Int64? {
        switch self[key] {
        case .integer(let value): value
        case .number(let value) where abs(value) < 9e15: Int64(value)
        default: nil
        }
    }
}
