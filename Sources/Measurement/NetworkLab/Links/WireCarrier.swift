/// What is known of the carrier of a forwarded link, and what follows from it.
///
/// The ends of a cable lose their carrier together. A veth interface has one while both it and its
/// peer are switched on, so that each of our two interfaces shows whether the node behind it is
/// there; when one is not, the other is switched off, and on again when it is back. An interface
/// that is off says nothing about its own peer; therefore never both are switched off from here.
struct WireCarrier: Equatable {
    /// Nanoseconds between two looks.
    static let interval: Int64 = 100_000_000

    let left: String
    let right: String
    /// The interface that was switched off from here.
    private(set) var switchedOff: String?

    init(left: String, right: String) {
        self.left = left
        self.right = right
    }

    /// What has to be done to an interface.
    enum Change: Equatable {
        /// Switch it off: the cable behind the other is cut.
        case off(String)
        /// Switch it on again: the cable behind the other is whole.
        case on(String)
    }

    /// The change that two carriers, as they are now, call for.
    mutating func change(leftHasCarrier: Bool, rightHasCarrier: Bool) -> Change? {
        if let off = switchedOff {
            guard off == left ? rightHasCarrier : leftHasCarrier else { return nil }
            switchedOff = nil
            return .on(off)
        }
        guard leftHasCarrier != rightHasCarrier else { return nil }
        let off = leftHasCarrier ? left : right
        switchedOff = off
        return .off(off)
    }
}

extension FrameForwarder {
    /// Passes on that a cable was cut or mended; interfaces that are gone are left alone.
    mutating func lookAtCarriers() {
        for index in carriers.indices {
            guard let left = try? interfaces.hasCarrier(carriers[index].left),
                let right = try? interfaces.hasCarrier(carriers[index].right)
            else { continue }
            switch carriers[index].change(leftHasCarrier: left, rightHasCarrier: right) {
            case .off(let interface):
                try? interfaces.setUp(false, interface)
                directions[2 * index].loseAll()
                directions[2 * index + 1].loseAll()
            case .on(let interface): try? interfaces.setUp(true, interface)
            case nil: break
            }
        }
    }
}
