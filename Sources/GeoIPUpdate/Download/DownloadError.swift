/// Why a download failed. Carries neither address nor credentials, which some publishers put into the address.
enum DownloadError: Error, Hashable, Sendable {
    /// An answer other than the archive.
    case status(Int, retryAfter: Int?)
    /// A redirect that is not followed.
    case redirect(String)
    /// More bytes than allowed.
    case tooLarge(limit: Int)
    /// It took longer than allowed.
    case timedOut(Duration)
    /// The server cannot be reached or broke off.
    case network(String)
    /// What came cannot be stored.
    case file(FileError)
    /// The process stops.
    case cancelled
}
