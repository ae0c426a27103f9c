/// Shows that a link is as bad as stated, by measuring across it and by the kernel's counters.
struct LinkProof {
    let box: Box
    let witness: Witness

    func show(_ name: String, _ quality: LinkQuality) async throws -> String {
        guard let link = box.link(name) else { throw NotInForce(seen: "no link \(name)") }
        var proofs = [String]()
        if quality.delay > 0 { proofs.append(try await slow(link, quality)) }
        if quality.loss > 0 { proofs.append(try await lossy(link)) }
        if let rate = quality.rate { proofs.append(try await narrow(link, rate)) }
        if let size = quality.maximumTransmissionUnit {
            let said = try await box.node(link.left.node).show("link", "show", link.left.interface)
            try NotInForce.unless(said.contains("mtu \(size)"), said)
            proofs.append("its packets have at most \(size) bytes")
        }
        return proofs.joined(separator: ", ")
    }

    /// A connection to the far end, refused or not, takes a round trip.
    private func slow(_ link: Link, _ quality: LinkQuality) async throws -> String {
        guard let address = link.right.addresses.first?.address else {
            throw NotInForce(seen: "\(link.name) has no address")
        }
        // The first exchange also asks for the neighbour's address, so the second is measured.
        var seconds = 0.0
        for _ in 0..<2 {
            let fetch = try await witness.fetch(
                "http://\(Witness.host(address)):9/", seconds: 15, from: link.left.node)
            seconds = fetch.seconds
        }
        let least = 2 * max(quality.delay - 3 * quality.jitter, 0) / 1000
        try NotInForce.unless(seconds >= least * 0.95, "a round trip took \(seconds) s")
        return "a round trip over \(link.name) takes \(Int(seconds * 1000)) ms"
    }

    /// Packets are sent until one is lost: that they all pass is out of the question.
    private func lossy(_ link: Link) async throws -> String {
        guard let address = link.right.addresses.first?.address else {
            throw NotInForce(seen: "\(link.name) has no address")
        }
        for _ in 0..<30 {
            _ = try await witness.fetch(
                "http://\(Witness.host(address)):9/[1-20]", "--parallel", seconds: 1,
                from: link.left.node)
            var count = 0
            for end in link.ends {
                count += try await box.node(end.node).countedPackets(
                    table: LinkShaping.lossTable(interface: end.interface))
            }
            if count > 0 { return "\(count) packets were lost on \(link.name)" }
        }
        throw NotInForce(seen: "no packet was lost on \(link.name)")
    }

    private func narrow(_ link: Link, _ rate: Double) async throws -> String {
        let said = try await box.node(link.left.node)
            .call(["tc", "-s", "qdisc", "show", "dev", link.left.interface])
        try NotInForce.unless(said.contains("rate "), said)
        let words = said.split(separator: " ")
        let place = words.firstIndex(of: "rate").map { words[$0 + 1] } ?? ""
        return "the kernel lets \(place) through \(link.name)"
    }
}
