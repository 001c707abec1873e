import LeadrRuntime

/// The delivery process.
@main
struct DeliveryWorker {
    static func main() async {
        await LeadrProcess.run(.deliveryWorker) { try Composition.deliveryWorker($0) }
    }
}
