import LeadrDomain
import Synchronization

/// Names that players submitted through this process lately.
///
/// The ranking worker writes a submitted name to the database, which takes as long as the pipeline does. A submission without a name that comes
/// meanwhile still gets the newest one (`contract/scoring.md §5.2`).
final class KnownNames: Sendable {
    private struct Entry {
        let name: String
        let acceptedAt: Timestamp
    }

    private let names: Mutex<GenerationCache<IdentityID, Entry>>

    init(capacity: Int = 50_000) {
        names = Mutex(GenerationCache(capacity: capacity))
    }

    /// Remembers the name of a submission.
    func note(_ name: String, of identity: IdentityID, acceptedAt: Timestamp) {
        names.withLock { names in
            if let known = names.value(for: identity), known.acceptedAt > acceptedAt { return }
            names.insert(Entry(name: name, acceptedAt: acceptedAt), for: identity)
        }
    }

    /// The newer of the name remembered here and the one the database knew.
    func displayName(of client: ClientPrincipal) -> String? {
        guard let known = names.withLock({ $0.value(for: client.identityID) }) else { return client.displayName }
        if let stored = client.displayNameAt, stored >= known.acceptedAt { return client.displayName }
        return known.name
    }
}
