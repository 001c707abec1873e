import ByteJSON
import LeadrDomain
import LeadrServices

/// Jam codes, for superadmins alone (`contract/platform.md §4.4`).
struct JamCodeRoutes {
    let admin: AdminRoutes
    let codes: JamCodeService

    func register(in table: inout RouteTable) {
        admin.create("/jam-codes", .jamCodes, in: &table, read: JamCodeDraft.init, codes.create)
        admin.list("/jam-codes", .jamCodes, sortable: .jamCodes, in: &table) { _ in
        } _: { input, principal in
            try await codes.list(input.page(), by: principal)
        }
        admin.get("/jam-codes/{jam_code_id}", Kinds.JamCode.self, .jamCodes, in: &table, codes.get)
        admin.change("/jam-codes/{jam_code_id}", Kinds.JamCode.self, .jamCodes, in: &table, read: JamCodeChange.init, codes.change)
    }
}

extension JamCodeDraft {
    /// Reads the body of a creation.
    fileprivate init?(_ fields: inout BodyFields) {
        let code = fields.required("code", .jamCode)
        let description = fields.required("description", .string)
        let features = fields.field("features", .objectBytes, default: Array("{}".utf8))
        let maxUses = fields.optional("max_uses", .uses)
        let expiresAt = fields.optional("expires_at", .timestamp)
        guard let code, let description else { return nil }
        self.init(code: code, description: description, features: features, maxUses: maxUses, expiresAt: expiresAt)
    }
}

extension JamCodeChange {
    /// Reads the body of a change; null changes nothing.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        description = fields.named("description", .string)
        features = fields.named("features", .objectBytes)
        maxUses = fields.named("max_uses", .uses)
        isActive = fields.named("active", .boolean)
        expiresAt = fields.named("expires_at", .timestamp)
    }
}

extension BodyFields {
    /// A field of a partial change where null means the same as absence.
    fileprivate mutating func named<Value>(_ name: String, _ type: FieldType<Value>) -> Patch<Value> {
        optional(name, type).map { .set($0) } ?? .keep
    }
}

extension FieldType {
    /// The text of a jam code, in any letter case.
    fileprivate static var jamCode: FieldType<String> {
        let schema = Schema.string(JamCodeText.lengths).with("pattern", .string(JamCodeText.pattern))
        return FieldType<String>.string(JamCodeText.lengths).refined(as: schema) { text in
            JamCodeText.isAlphanumeric(text) ? .success(text) : .failure(.mismatch(JamCodeText.pattern))
        }
    }

    /// A number of redemptions, as far as the database counts.
    fileprivate static var uses: FieldType<Int32> {
        FieldType<Int>.integer.refined(as: .integer(0...Int(Int32.max))) { number in
            if number < 0 { return .failure(.tooSmall(0)) }
            guard let uses = Int32(exactly: number) else { return .failure(.tooLarge(Int(Int32.max))) }
            return .success(uses)
        }
    }
}
