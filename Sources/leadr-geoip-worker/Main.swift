import LeadrRuntime

/// The GeoIP process.
@main
struct GeoIPWorker {
    static func main() async {
        await LeadrProcess.run(.geoIPWorker) { try Composition.geoIPWorker($0) }
    }
}
