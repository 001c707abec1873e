import CMaxMindDB
import Foundation

/// An open MaxMind database file.
///
/// The file is mapped into memory, so it must be replaced by renaming another over it, never be overwritten in place.
///
/// `@unchecked Sendable`: the handle is written in `init` and `deinit` only, and libmaxminddb allows concurrent lookups in one handle.
public final class GeoDatabase: @unchecked Sendable {
    /// The file.
    public let path: String
    /// Entries keep pointing to the handle, so it needs an address of its own.
    private let handle: UnsafeMutablePointer<MMDB_s>

    /// Opens a file.
    ///
    /// - Throws: ``GeoIPError``.
    public init(path: String) throws(GeoIPError) {
        let handle = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        handle.initialize(to: MMDB_s())
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), handle)
        guard status == MMDB_SUCCESS else {
            handle.deallocate()
            throw Self.error(status, path: path)
        }
        self.path = path
        self.handle = handle
    }

    deinit {
        MMDB_close(handle)
        handle.deallocate()
    }

    /// What the database is, as its publisher names it, for example `GeoLite2-City`.
    public var databaseType: String {
        handle.pointee.metadata.database_type.map { String(cString: $0) } ?? ""
    }

    /// When the database was built, in seconds since 1970.
    public var buildEpoch: UInt64 {
        handle.pointee.metadata.build_epoch
    }

    /// Looks up an address.
    ///
    /// - Parameter address: Numeric IPv4 or IPv6 text.
    /// - Throws: ``GeoIPError/corrupt(path:reason:)`` when the database is damaged.
    public func lookup(_ address: String) throws(GeoIPError) -> GeoLookupResult {
        guard let socketAddress = SocketAddress(address) else { return .invalidAddress }
        var status = MMDB_SUCCESS
        var result = socketAddress.withPointer { MMDB_lookup_sockaddr(handle, $0, &status) }
        if status == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR { return .notFound }
        guard status == MMDB_SUCCESS else { throw Self.error(status, path: path) }
        guard result.found_entry else { return .notFound }
        return .found(
            GeoLookup(
                country: try text(&result.entry, ["country", "iso_code"]),
                city: try text(&result.entry, ["city", "names", "en"]),
                timezone: try text(&result.entry, ["location", "time_zone"])
            )
        )
    }

    /// Reads one text of an entry; nil when there is none at that place.
    private func text(_ entry: inout MMDB_entry_s, _ keys: [StaticString]) throws(GeoIPError) -> String? {
        var data = MMDB_entry_data_s()
        // Literals end with NUL and live for ever, so they can serve as C strings.
        var path: [UnsafePointer<CChar>?] = keys.map { UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self) }
        path.append(nil)
        let status = MMDB_aget_value(&entry, &data, path)
        if status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR { return nil }
        guard status == MMDB_SUCCESS else { throw Self.error(status, path: self.path) }
        guard data.has_data, data.type == MMDB_DATA_TYPE_UTF8_STRING else { return nil }
        guard data.data_size > 0, let start = data.utf8_string else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(data.data_size))
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw .corrupt(path: self.path, reason: "a text is no UTF-8")
        }
        return text
    }

    private static func error(_ status: Int32, path: String) -> GeoIPError {
        let reason = String(cString: MMDB_strerror(status))
        switch status {
        case MMDB_CORRUPT_SEARCH_TREE_ERROR, MMDB_INVALID_DATA_ERROR, MMDB_INVALID_METADATA_ERROR, MMDB_INVALID_NODE_NUMBER_ERROR:
            return .corrupt(path: path, reason: reason)
        default:
            return .cannotOpen(path: path, reason: reason)
        }
    }
}
