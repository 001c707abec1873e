import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Sessions of players, also as the device sessions of earlier versions (`contract/client-auth.md §4.6`, `§4.7`).
struct IdentitySessionRoutes {
    let admin: AdminRoutes
    let sessions: IdentitySessionService

    func register(in table: inout RouteTable) {
        let path = "/identity-sessions/{session_id}"
        let resource = Resource<IdentitySession>.identitySessions
        admin.list("/identity-sessions", resource, sortable: .sessions, in: &table, read: SessionFilter.identities) { input, principal in
            try await sessions.list(input.filter, as: .identities, input.page(), by: principal)
        }
        get(path, resource, .identities, in: &table)
        let revoke = Operation("Revoke a session", tag: resource.tag, access: .administrator).answers(.ok, resource.schema)
        table.on(.delete, path, revoke) { request, context in
            let principal = try await admin.gate.admit(request, context)
            var fields = ParameterFields(request.queryItems)
            guard let id = fields.id(in: path, context, Kinds.IdentitySession.self) else { throw fields.failure }
            return .json(.ok, resource.encoded(try await sessions.revoke(id, as: .identities, by: principal)))
        }
        table.deprecated(registerDeviceSessions)
    }

    private func registerDeviceSessions(in table: inout RouteTable) {
        let path = "/device-sessions/{session_id}"
        let resource = Resource<IdentitySession>.deviceSessions
        admin.list("/device-sessions", resource, sortable: .sessions, in: &table, read: SessionFilter.devices) { input, principal in
            try await sessions.list(input.filter, as: .devices, input.page(), by: principal)
        }
        get(path, resource, .devices, in: &table)
        admin.change(path, Kinds.IdentitySession.self, resource, in: &table) {
            $0.optional("revoked", .any) == .bool(true)
        } _: { id, isRevoked, principal in
            // Whose session it is comes before what is wrong with the change.
            guard isRevoked else {
                _ = try await sessions.get(id, as: .devices, by: principal)
                throw DomainError.badRequest("Must provide revoked field set to true")
            }
            return try await sessions.revoke(id, as: .devices, by: principal)
        }
    }

    private func get(
        _ path: String,
        _ resource: Resource<IdentitySession>,
        _ face: IdentitySessionService.Face,
        in table: inout RouteTable
    ) {
        admin.get(path, Kinds.IdentitySession.self, resource, in: &table) { id, principal in
            try await sessions.get(id, as: face, by: principal)
        }
    }
}

extension SessionFilter {
    /// Reads the filters of identity sessions.
    fileprivate static func identities(_ fields: inout ListFields) -> SessionFilter {
        let accountID = fields.filter("account_id", .id(Kinds.Account.self))
        return SessionFilter(accountID: accountID, identityID: fields.filter("identity_id", .id(Kinds.Identity.self)))
    }

    /// Reads the filters of device sessions.
    fileprivate static func devices(_ fields: inout ListFields) -> SessionFilter {
        let accountID = fields.filter("account_id", .id(Kinds.Account.self))
        return SessionFilter(accountID: accountID, deviceID: fields.filter("device_id", .id(Kinds.Device.self)))
    }
}
