import Testing

/// What tells the official SDKs apart on the wire (`contract/client-auth.md §6.1`).
struct SDKFlavour: Sendable, CustomTestStringConvertible {
    let name: String
    let clientHeader: String
    /// What stands between the address and `client/…`.
    let prefix: String
    /// Path of the board list when one board is looked up.
    let boardLookup: String
    /// Whether requests without a body say that they carry JSON.
    let alwaysNamesContentType: Bool
    /// Whether the start of a session always says something about the test mode and the platform.
    let isVerbose: Bool
    /// How answers that are no successes are read.
    let readsLikeGodot: Bool

    var testDescription: String { name }

    static let godot = SDKFlavour(
        name: "Godot",
        clientHeader: "sdk-godot; v=0.1.2; runtime=godot-4.3; platform=linux; arch=x86_64",
        prefix: "/v1/",
        boardLookup: "client/boards",
        alwaysNamesContentType: false,
        isVerbose: true,
        readsLikeGodot: true
    )

    static let unity = SDKFlavour(
        name: "Unity",
        clientHeader: "sdk-unity; v=0.1.2; runtime=unity-6000.0; platform=windows; arch=x86_64",
        prefix: "/v1/",
        boardLookup: "client/boards/",
        alwaysNamesContentType: true,
        isVerbose: false,
        readsLikeGodot: false
    )

    /// Initialised by code without an address, it puts the prefix on twice.
    static let unityByCode = SDKFlavour(
        name: "Unity, initialised by code",
        clientHeader: unity.clientHeader,
        prefix: "/v1/v1/",
        boardLookup: unity.boardLookup,
        alwaysNamesContentType: true,
        isVerbose: false,
        readsLikeGodot: false
    )

    static let all = [godot, unity, unityByCode]
}
