import LeadrDomain

/// Who acts on the queues.
public enum OperatorActor: Sendable, Hashable, CustomStringConvertible {
    /// A key of the admin API.
    case key(APIKeyID, of: UserID)
    /// A user of a machine, through `leadrctl`.
    case command(user: String, host: String)

    /// A superadmin who sent a request.
    public init(_ principal: AdminPrincipal) {
        self = .key(principal.keyID, of: principal.userID)
    }

    /// As the record of actions names them.
    public var description: String {
        switch self {
        case .key(let key, let user): "\(key) of \(user)"
        case .command(let user, let host): "leadrctl \(user)@\(host)"
        }
    }
}
