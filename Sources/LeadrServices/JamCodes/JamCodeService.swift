import LeadrDomain
import LeadrStore
import Postgres

/// Jam codes, for superadmins alone (`contract/platform.md §4.4`).
public struct JamCodeService: Sendable {
    private let codes: JamCodeRepository
    private let ids: any IDGenerator
    private let clock: any Clock

    /// A service.
    public init(codes: JamCodeRepository, ids: any IDGenerator = UUIDv7Generator(), clock: any Clock = SystemClock()) {
        self.codes = codes
        self.ids = ids
        self.clock = clock
    }

    /// Creates a code.
    ///
    /// - Throws: ``DomainError`` 403, or 400 when there is such a code; `PostgresError`.
    public func create(_ draft: JamCodeDraft, by principal: AdminPrincipal) async throws -> JamCode {
        try principal.requireSuperadmin()
        let now = clock.now()
        let code = JamCode(
            id: JamCodeID(ids.next()),
            code: JamCodeText.normalised(draft.code),
            description: draft.description,
            features: draft.features,
            maxUses: draft.maxUses,
            expiresAt: draft.expiresAt,
            createdAt: now,
            updatedAt: now
        )
        do {
            try await codes.insert(code)
        } catch {
            throw error.constraint == "ix_jam_codes_code" ? DomainError.badRequest("Jam code '\(code.code)' already exists") : error
        }
        return code
    }

    /// A code.
    ///
    /// - Throws: ``DomainError`` 403 or 404; `PostgresError`.
    public func get(_ id: JamCodeID, by principal: AdminPrincipal) async throws -> JamCode {
        try principal.requireSuperadmin()
        guard let code = try await codes.find(id) else { throw DomainError.notFound(entity: "Jam code") }
        return code
    }

    /// All codes.
    ///
    /// - Throws: ``DomainError`` 403; `PostgresError`.
    public func list(_ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<JamCode> {
        try principal.requireSuperadmin()
        return try await codes.page(request)
    }

    /// Changes a code.
    ///
    /// - Throws: ``DomainError`` 403 or 404; `PostgresError`.
    public func change(_ id: JamCodeID, _ change: JamCodeChange, by principal: AdminPrincipal) async throws -> JamCode {
        try principal.requireSuperadmin()
        guard let changed = try await codes.update(id, change, at: clock.now()) else { throw DomainError.notFound(entity: "Jam code") }
        return changed
    }
}
