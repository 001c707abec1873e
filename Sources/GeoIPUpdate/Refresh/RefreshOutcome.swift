import GeoIP

/// How the refresh of one database ended.
public enum RefreshOutcome: Sendable, Equatable {
    /// A new version is in place.
    case installed(type: String)
    /// Younger than `GEOIP_REFRESH_DAYS`; nobody was asked.
    case fresh
    /// The server has nothing newer.
    case notModified
    /// The server has only a version that failed before.
    case rejected
    /// Another process refreshes this directory.
    case busy
    /// Downloads are switched off.
    case disabled
    /// There are no credentials.
    case noCredentials
    /// 401.
    case unauthorized
    /// 403.
    case forbidden
    /// 429; when to come back in seconds, if the server told.
    case throttled(retryAfter: Int?)
    /// 5xx.
    case serverError(Int)
    /// Any other status.
    case unexpectedStatus(Int)
    /// A redirect that is not followed.
    case badRedirect(String)
    /// It took longer than `GEOIP_DOWNLOAD_TIMEOUT_SECONDS`.
    case timedOut(Duration)
    /// More than `GEOIP_DOWNLOAD_MAX_BYTES`.
    case tooLarge(limit: Int)
    /// The server cannot be reached or broke off.
    case network(String)
    /// The archive cannot be extracted.
    case badArchive(ArchiveError)
    /// The database in it cannot be used.
    case unusable(String)
    /// The database in it is another one; its type.
    case wrongType(String)
    /// The directory cannot be written to.
    case file(FileError)
    /// The process stops.
    case cancelled
}

extension RefreshOutcome {
    /// What it means to who asked.
    public enum Kind: Sendable {
        /// All is well.
        case success
        /// Nothing was done, and nothing is wrong.
        case skipped
        /// May be otherwise in a minute.
        case transient
        /// Somebody has to do something, or the publisher has.
        case failure
    }

    /// What this outcome means.
    public var kind: Kind {
        switch self {
        case .installed, .fresh, .notModified: .success
        case .busy, .disabled, .noCredentials, .cancelled: .skipped
        case .serverError, .timedOut, .network: .transient
        case .rejected, .unauthorized, .forbidden, .throttled, .unexpectedStatus, .badRedirect, .tooLarge, .badArchive, .unusable, .wrongType, .file:
            .failure
        }
    }

    /// Name in metrics and in JSON.
    public var label: String {
        switch self {
        case .installed: "installed"
        case .fresh: "fresh"
        case .notModified: "not_modified"
        case .rejected: "rejected"
        case .busy: "busy"
        case .disabled: "disabled"
        case .noCredentials: "no_credentials"
        case .unauthorized: "unauthorized"
        case .forbidden: "forbidden"
        case .throttled: "throttled"
        case .serverError: "server_error"
        case .unexpectedStatus: "unexpected_status"
        case .badRedirect: "bad_redirect"
        case .timedOut: "timed_out"
        case .tooLarge: "too_large"
        case .network: "network"
        case .badArchive: "bad_archive"
        case .unusable: "unusable"
        case .wrongType: "wrong_type"
        case .file: "file"
        case .cancelled: "cancelled"
        }
    }
}

extension RefreshOutcome: CustomStringConvertible {
    /// One line for an operator.
    public var description: String {
        switch self {
        case .installed(let type): "a new database is in place (\(type))"
        case .fresh: "the database is younger than GEOIP_REFRESH_DAYS"
        case .notModified: "the server has nothing newer"
        case .rejected: "the server has only a version that failed before; it is not installed again"
        case .busy: "another process refreshes this directory"
        case .disabled: "GEOIP_DOWNLOAD_ENABLED is false, or ENV is TEST"
        case .noCredentials: "MAXMIND_ACCOUNT_ID or MAXMIND_LICENSE_KEY is not set"
        case .unauthorized: "the server refuses MAXMIND_ACCOUNT_ID with MAXMIND_LICENSE_KEY (401)"
        case .forbidden: "this account may not download the database (403)"
        case .throttled(let pause): "the server's limit of downloads is reached (429)" + (pause.map { ", come back in \($0) s" } ?? "")
        case .serverError(let status): "the server failed (\(status))"
        case .unexpectedStatus(let status): "the server answered \(status)"
        case .badRedirect(let reason): reason
        case .timedOut(let limit): "the download took longer than \(limit.components.seconds) s (GEOIP_DOWNLOAD_TIMEOUT_SECONDS)"
        case .tooLarge(let limit): "the archive is larger than \(limit) bytes (GEOIP_DOWNLOAD_MAX_BYTES)"
        case .network(let reason): "the download failed: \(reason)"
        case .badArchive(let error): "\(error)"
        case .unusable(let reason): "the new database cannot be used: \(reason)"
        case .wrongType(let type): "the archive holds another database (\(type))"
        case .file(let error): "\(error)"
        case .cancelled: "the process stops"
        }
    }
}

extension RefreshOutcome {
    init(_ error: DownloadError) {
        self =
            switch error {
            case .status(401, _): .unauthorized
            case .status(403, _): .forbidden
            case .status(429, let pause): .throttled(retryAfter: pause)
            case .status(let status, _): (500...599).contains(status) ? .serverError(status) : .unexpectedStatus(status)
            case .redirect(let reason): .badRedirect(reason)
            case .tooLarge(let limit): .tooLarge(limit: limit)
            case .timedOut(let limit): .timedOut(limit)
            case .network(let reason): .network(reason)
            case .file(let error): .file(error)
            case .cancelled: .cancelled
            }
    }
}
