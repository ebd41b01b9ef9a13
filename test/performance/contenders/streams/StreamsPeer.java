import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The peer on Kafka Streams and Jackson: the rollup of the other peers (records by minute, sensor and action). Jackson
 * binds only the fields that are wanted. Two forms: `dsl` groups and counts as the documentation does, which writes every
 * record to a second topic; `processor` counts where it reads, which is the fastest form that still survives a crash. Both
 * count in a store in memory, with its cache and its changelog. It reads the topic over and over in one JVM, each time as a
 * new application: first to get warm, then to be measured.
 */
public final class StreamsPeer {
  private static final String STORE = "counts";
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private record Mark(long nanos, long cpuNanos) {
    static Mark now() {
      return new Mark(System.nanoTime(), SYSTEM.getProcessCpuTime());
    }
  }

  private record Pass(double seconds, double cpuSeconds, Map<String, Long> counts) {}

  private record Setting(
      String form, String broker, String topic, String application, String folder, String load, long records) {}

  public static void main(String[] args) throws Exception {
    Setting setting =
        new Setting(args[0], args[1], args[2], args[3], args[4], args[5], Long.parseLong(args[6]));
    double warm = Double.parseDouble(args[7]);
    double measured = Double.parseDouble(args[8]);
    List<Pass> passes = new ArrayList<>();
    double warmSeconds = 0;
    double seconds = 0;
    double cpuSeconds = 0;
    for (int pass = 0; warmSeconds < warm || seconds < measured || passes.isEmpty(); pass += 1) {
      Pass done = read(setting, pass);
      if (warmSeconds < warm) {
        warmSeconds += done.seconds;
        continue;
      }
      passes.add(done);
      seconds += done.seconds;
      cpuSeconds += done.cpuSeconds;
    }
    write(args[9], passes, seconds, cpuSeconds, setting.records * passes.size());
    System.exit(0);
  }

  /** One reading of the topic: what was seen so far, and when it began and ended. */
  private static final class Progress {
    private final long records;
    private final AtomicLong seen = new AtomicLong();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Mark first;
    private volatile Mark last;
    private final Map<String, Long> totals = new ConcurrentHashMap<>();

    Progress(long records) {
      this.records = records;
    }

    void begin() {
      if (first == null) {
        synchronized (this) {
          if (first == null) first = Mark.now();
        }
      }
    }

    /** One record is counted, or is no threat. */
    void done() {
      if (seen.incrementAndGet() == records) {
        last = Mark.now();
        finished.countDown();
      }
    }

    Pass pass() {
      return new Pass((last.nanos - first.nanos) / 1e9, (last.cpuNanos - first.cpuNanos) / 1e9, totals);
    }
  }

  /** Reads the whole topic once, as a new application. */
  private static Pass read(Setting setting, int pass) throws Exception {
    Progress progress = new Progress(setting.records);
    Topology topology = setting.form.equals("dsl") ? grouped(setting, progress) : counted(setting, progress);
    try (KafkaStreams streams = new KafkaStreams(topology, properties(setting, pass))) {
      streams.start();
      progress.finished.await();
      streams.close();
      streams.cleanUp();
    }
    return progress.pass();
  }

  /** As the documentation counts words. What is no threat travels too, so that the end is seen; it has the key "". */
  private static Topology grouped(Setting setting, Progress progress) {
    Function<byte[], String> keyOf = keyOf(setting.load);
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(setting.topic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .map((sensor, value) -> {
          progress.begin();
          String key = keyOf.apply(value);
          return KeyValue.pair(key == null ? "" : key, "");
        })
        .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
        .aggregate(
            () -> 0L,
            (key, value, count) -> {
              progress.done();
              if (!key.isEmpty()) progress.totals.put(key, count + 1);
              return count + 1;
            },
            Materialized.<String, Long>as(Stores.inMemoryKeyValueStore(STORE))
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()));
    return builder.build();
  }

  private static Topology counted(Setting setting, Progress progress) {
    Function<byte[], String> keyOf = keyOf(setting.load);

    final class Counting implements Processor<byte[], byte[], Void, Void> {
      private KeyValueStore<String, Long> store;

      @Override
      public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(STORE);
      }

      @Override
      public void process(Record<byte[], byte[]> record) {
        progress.begin();
        String key = keyOf.apply(record.value());
        if (key != null) {
          Long before = store.get(key);
          store.put(key, before == null ? 1L : before + 1);
        }
        progress.done();
      }

      @Override
      public void close() {
        try (var all = store.all()) {
          all.forEachRemaining(entry -> progress.totals.merge(entry.key, entry.value, Long::sum));
        }
      }
    }

    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
            .withCachingEnabled());
    builder.stream(setting.topic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .process(Counting::new, STORE);
    return builder.build();
  }

  private static Properties properties(Setting setting, int pass) {
    Properties made = new Properties();
    made.put(StreamsConfig.APPLICATION_ID_CONFIG, setting.application + "-" + pass);
    made.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, setting.broker);
    made.put(StreamsConfig.STATE_DIR_CONFIG, setting.folder);
    made.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    made.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    made.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    made.put(StreamsConfig.consumerPrefix("max.partition.fetch.bytes"), 2 * 1024 * 1024);
    return made;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Alert(String action) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Event(String kind, String action) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Observer(String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Document(
      String timestamp,
      @JsonProperty("event_type") String eventType,
      String host,
      Alert alert,
      @JsonProperty("@timestamp") String ecsTimestamp,
      Event event,
      Observer observer) {}

  private static final int MINUTE = "2026-11-22T09:30".length();

  private static Function<byte[], String> keyOf(String load) {
    if (load.equals("cef")) return StreamsPeer::cefKey;
    ObjectReader reader = new ObjectMapper().readerFor(Document.class);
    return bytes -> {
      try {
        return keyOf((Document) reader.readValue(bytes));
      } catch (java.io.IOException problem) {
        throw new java.io.UncheckedIOException(problem);
      }
    };
  }

  private static String keyOf(Document document) {
    if (document.eventType != null) {
      if (!document.eventType.equals("alert")) return null;
      String action = document.alert == null || document.alert.action == null ? "" : document.alert.action;
      return document.timestamp.substring(0, MINUTE) + "|" + document.host + "|" + action;
    }
    if (!"alert".equals(document.event.kind)) return null;
    return document.ecsTimestamp.substring(0, MINUTE) + "|" + document.observer.name + "|" + document.event.action;
  }

  private static final Pattern TIME = Pattern.compile("\\brt=(\\d+)");
  private static final Pattern ACTION = Pattern.compile("\\bact=(\\S+)");
  private static final Pattern SENSOR = Pattern.compile("\\bdvchost=(\\S+)");

  private static String cefKey(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Long.parseLong(first(TIME, text)) / 60_000 + "|" + first(SENSOR, text) + "|" + first(ACTION, text);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static void write(String path, List<Pass> passes, double seconds, double cpuSeconds, long records)
      throws Exception {
    List<Object[]> counts = new ArrayList<>();
    passes.get(0).counts.forEach((key, count) -> counts.add(new Object[] {key, count}));
    Map<String, Object> result = new TreeMap<>();
    result.put("records", records);
    result.put("seconds", seconds);
    result.put("cpuSeconds", cpuSeconds);
    result.put("passes", passes.size());
    result.put("peakRssMb", peakRssMb());
    result.put("counts", counts);
    Files.writeString(Path.of(path), new ObjectMapper().writeValueAsString(result));
  }

  private static long peakRssMb() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
    return 0;
  }
}
