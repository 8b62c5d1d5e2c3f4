package io.memstream.adapters.cassandra;

import io.memstream.core.model.Block;

/** A block of core memory as the body of its row. */
final class BlockCodec implements HoldingCodec<Block> {
    @Override
    public void write(Encoder into, Block block) {
        into.text(block.id())
                .text(block.value())
                .count(block.limit())
                .optionalText(block.description())
                .count(block.version())
                .instant(block.updatedAt());
    }

    @Override
    public Block read(Decoder from) {
        return new Block(from.text(), from.text(), from.size(), from.optionalText(), from.size(), from.instant());
    }
}
