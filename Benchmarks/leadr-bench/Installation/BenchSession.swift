import LeadrDomain

/// A live client session with the bytes of its requests made ready.
struct BenchSession: Sendable {
    /// `"nonce_value":"`, in front of a nonce.
    static let nonceField = Array("\"nonce_value\":\"".utf8)

    let identityID: IdentityID
    /// Name of the player, as it goes into JSON.
    let name: [UInt8]
    /// The whole `GET /v1/client/nonce`.
    let nonceRequest: [UInt8]
    /// `POST /v1/client/scores` up to the header fields that differ between submissions.
    let submissionHead: [UInt8]

    init(_ target: LoadTarget, prefix: String, identityID: IdentityID, name: String, token: String) {
        self.identityID = identityID
        self.name = Array(name.utf8)
        let authorization = ("Authorization", "Bearer \(token)")
        nonceRequest = target.head("GET", "\(prefix)/client/nonce", [authorization]) + Array("\r\n".utf8)
        submissionHead = target.head("POST", "\(prefix)/client/scores", [authorization, ("Content-Type", "application/json")])
    }
}
