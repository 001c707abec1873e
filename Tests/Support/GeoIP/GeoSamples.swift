import Foundation

/// The databases and archives that `Tests/GeoIPSamples/make.py` made for this run.
public enum GeoSamples {
    /// Why there are none.
    public struct Missing: Error, CustomStringConvertible {
        /// What to do.
        public let description: String
    }

    /// A file by its name, such as `city-1.mmdb`.
    public static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder = ProcessInfo.processInfo.environment["LEADR_TEST_GEOIP"] else {
            throw Missing(description: "LEADR_TEST_GEOIP is not set: run scripts/test, or make_geoip_samples of scripts/lib/geoip.sh")
        }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name)))
    }

    /// An archive by its name without the ending.
    public static func archive(_ name: String) throws -> [UInt8] { try bytes(name + ".tar.gz") }
}
