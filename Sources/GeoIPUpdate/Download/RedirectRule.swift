import Foundation

/// Where redirects may lead, and what goes along.
struct RedirectRule: Sendable {
    /// A request to make.
    struct Target: Equatable, Sendable {
        var url: String
        /// Whether the credentials are sent: to the server that they are meant for, never to another.
        var sendsCredentials: Bool
    }

    /// Most redirects of one download.
    static let limit = 5

    private let origin: URLComponents

    /// A rule for what begins at `url`; nil when that is no address.
    init?(_ url: String) {
        guard let origin = URLComponents(string: url), Self.isWeb(origin) else { return nil }
        self.origin = origin
    }

    /// Whether a status asks to go elsewhere.
    static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

    /// The request that a redirect from `url` asks for.
    ///
    /// - Throws: ``DownloadError/redirect(_:)``.
    func follow(from url: String, to location: String?) throws(DownloadError) -> Target {
        guard let location, let base = URL(string: url), let next = URL(string: location, relativeTo: base),
            let target = URLComponents(url: next, resolvingAgainstBaseURL: true), Self.isWeb(target), let text = target.string
        else { throw .redirect("a redirect names no address") }
        guard target.scheme?.lowercased() == "https" || origin.scheme?.lowercased() == "http" else {
            throw .redirect("a redirect leads from https to http")
        }
        guard target.user == nil, target.password == nil else { throw .redirect("a redirect carries credentials") }
        return Target(url: text, sendsCredentials: Self.server(target) == Self.server(origin))
    }

    private static func isWeb(_ url: URLComponents) -> Bool {
        ["http", "https"].contains(url.scheme?.lowercased()) && url.host?.isEmpty == false
    }

    private static func server(_ url: URLComponents) -> [String] {
        let scheme = url.scheme?.lowercased() ?? ""
        return [scheme, url.host?.lowercased() ?? "", "\(url.port ?? (scheme == "https" ? 443 : 80))"]
    }
}
