import AsyncHTTPClient
import GeoIP
import NIOCore
import NIOSSL

extension DatabaseRefresher {
    /// Where databases come from, and what they may cost.
    public struct Configuration: Sendable {
        /// Directory of the databases.
        public var directory: String
        /// Archive of the City database.
        public var cityURL: String
        /// Archive of the Country database.
        public var countryURL: String
        /// User of basic authentication.
        public var accountID: String
        /// Password of basic authentication.
        public var licenseKey: String
        /// Whether downloads are allowed; true.
        public var isEnabled = true
        /// Age at which a database is asked for again; 7 days.
        public var maximumAge: Duration = .seconds(7 * 86_400)
        /// Time for one download; 300 s.
        public var timeLimit: Duration = .seconds(300)
        /// Bytes of one archive; 256 MiB.
        public var archiveLimit = 256 << 20
        /// Bytes of one database; 512 MiB.
        public var databaseLimit = 512 << 20
        /// PEM file of authorities that are trusted besides the system's.
        public var authorities: String?

        /// A configuration with the defaults.
        public init(directory: String, cityURL: String, countryURL: String, accountID: String, licenseKey: String) {
            self.directory = directory
            self.cityURL = cityURL
            self.countryURL = countryURL
            self.accountID = accountID
            self.licenseKey = licenseKey
        }

        var hasCredentials: Bool { !accountID.isEmpty && !licenseKey.isEmpty }

        func url(of edition: GeoEdition) -> String {
            switch edition {
            case .city: cityURL
            case .country: countryURL
            }
        }

        /// Redirects are followed by ``RedirectRule``; what the archive is compressed with is not for the client to undo.
        var client: HTTPClient.Configuration {
            var tls = TLSConfiguration.makeClientConfiguration()
            if let authorities { tls.additionalTrustRoots = [.file(authorities)] }
            var client = HTTPClient.Configuration()
            client.tlsConfiguration = tls
            client.redirectConfiguration = .disallow
            // Silence of the server; the whole download is limited apart from it.
            client.timeout = .init(connect: .seconds(10), read: .seconds(60))
            client.httpVersion = .http1Only
            // Who calls tries again, after a while and not at once.
            client.connectionPool.retryConnectionEstablishment = false
            return client
        }
    }
}
