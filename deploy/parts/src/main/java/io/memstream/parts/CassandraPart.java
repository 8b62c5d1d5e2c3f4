package io.memstream.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Apache Cassandra node, alone in its cluster; its data center is {@link #DATACENTER}. */
public final class CassandraPart extends Part {
    public static final String DATACENTER = "datacenter1";

    private static final byte[] OPTIONS_REQUEST = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};
    private static final byte SUPPORTED = 0x06;

    private final Config config;

    public CassandraPart(Config config) {
        super("cassandra", config.data(), List.of(config.port(), config.storagePort()));
        this.config = config;
    }

    /**
     * @param data its folder
     * @param port for clients (CQL)
     * @param storagePort for other nodes, of which there are none
     * @param heapMegabytes largest heap
     */
    public record Config(Path data, int port, int storagePort, int heapMegabytes) {
        public static final int HEAP_MEGABYTES = 272;

        public Config(Path data, int port, int storagePort) {
            this(data, port, storagePort, HEAP_MEGABYTES);
        }
    }

    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(Loopback.HOST, config.port());
    }

    @Override
    protected ChildJvm prepare() throws IOException {
        Path yaml = Files.createDirectories(data()).resolve("cassandra.yaml");
        Files.writeString(yaml, yaml());
        return new ChildJvm(
                List.of(
                        ChildJvm.QUICK_COMPILER,
                        "-Xms96m",
                        "-Xmx" + config.heapMegabytes() + "m",
                        "-Xmn48m",
                        "-XX:MaxDirectMemorySize=96m",
                        "-XX:ReservedCodeCacheSize=48m",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Dlogback.configurationFile=io/memstream/parts/logback-part.xml",
                        "-Dcassandra.config=" + yaml.toUri(),
                        "-Dcassandra.storagedir=" + data(),
                        "-Dcassandra.logdir=" + data(),
                        "-Dcassandra-foreground=true",
                        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                        "-Dcassandra.ring_delay_ms=1",
                        "-Dcassandra.superuser_setup_delay_ms=-1",
                        "-Dcassandra.native.epoll.enabled=false",
                        "-Dcassandra.disable_tcactive_openssl=true",
                        "-Dcassandra.shutdown_announce_in_ms=0"),
                ChildJvm.serverClassPath(),
                CassandraMain.class.getName(),
                List.of());
    }

    @Override
    public boolean answers() {
        return answersAt(contactPoint());
    }

    /** A node takes CQL connections. */
    public static boolean answersAt(InetSocketAddress node) {
        return Wire.asks(node, CassandraPart::supportsOptions);
    }

    private static boolean supportsOptions(DataOutputStream out, DataInputStream in) throws IOException {
        out.write(OPTIONS_REQUEST);
        out.flush();
        byte[] header = new byte[OPTIONS_REQUEST.length];
        in.readFully(header);
        return header[4] == SUPPORTED;
    }

    private String yaml() {
        String folder = data().toString().replace("\\", "/").replace("'", "''");
        return """
                cluster_name: memstream
                num_tokens: 1
                initial_token: '0'
                auto_bootstrap: false
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                dynamic_snitch: false
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: '127.0.0.1:%2$d'
                listen_address: 127.0.0.1
                storage_port: %2$d
                start_native_transport: true
                rpc_address: 127.0.0.1
                native_transport_port: %1$d
                native_transport_max_frame_size: 16MiB
                native_transport_max_threads: 16
                data_file_directories: ['%3$s/data']
                commitlog_directory: '%3$s/commitlog'
                saved_caches_directory: '%3$s/saved_caches'
                hints_directory: '%3$s/hints'
                cdc_raw_directory: '%3$s/cdc_raw'
                # A write is on the disk before it is acknowledged.
                commitlog_sync: batch
                commitlog_segment_size: 8MiB
                commitlog_total_space: 128MiB
                # A node that cannot write ends, to be started again.
                disk_failure_policy: die
                commit_failure_policy: die
                # The skip-list one fails concurrent vector writes and can then not replay its log (CASSANDRA-21644).
                memtable:
                  configurations:
                    default:
                      class_name: TrieMemtable
                memtable_allocation_type: heap_buffers
                memtable_heap_space: 40MiB
                memtable_flush_writers: 1
                # What was deleted is not kept beside.
                auto_snapshot: false
                snapshot_before_compaction: false
                incremental_backups: false
                hinted_handoff_enabled: false
                key_cache_size: 4MiB
                row_cache_size: 0MiB
                counter_cache_size: 0MiB
                file_cache_size: 32MiB
                networking_cache_size: 8MiB
                index_summary_capacity: 4MiB
                column_index_size: 16KiB
                concurrent_reads: 8
                concurrent_writes: 8
                concurrent_counter_writes: 2
                concurrent_materialized_view_writes: 2
                concurrent_compactors: 1
                compaction_throughput: 32MiB/s
                disk_optimization_strategy: ssd
                disk_access_mode: standard
                # The projector's batches stay within one partition.
                batch_size_warn_threshold: 1MiB
                batch_size_fail_threshold: 4MiB
                read_request_timeout: 5s
                range_request_timeout: 10s
                write_request_timeout: 5s
                cas_contention_timeout: 5s
                request_timeout: 10s
                """.formatted(config.port(), config.storagePort(), folder);
    }
}
