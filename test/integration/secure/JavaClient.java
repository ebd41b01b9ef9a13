import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The client of the broker's own makers, which shares no code with ours. Arguments: an order, a properties file of the
 * client, and what the order needs. Files have one record a line: key, tab, value.
 */
public final class JavaClient {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int SCRAM_ITERATIONS = 4096;

    private JavaClient() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (FileInputStream input = new FileInputStream(arguments[1])) {
            properties.load(input);
        }
        switch (arguments[0]) {
            case "produce" -> produce(properties, arguments[2], Path.of(arguments[3]));
            case "consume" -> consume(properties, arguments[2], Integer.parseInt(arguments[3]), Path.of(arguments[4]));
            case "accounts" -> accounts(properties, arguments);
            default -> throw new IllegalArgumentException("no such order: " + arguments[0]);
        }
    }

    /** With a transactional.id: all in one transaction, then a hundred again in one that is aborted, then an empty one. */
    private static void produce(Properties properties, String topic, Path file) throws Exception {
        boolean isTransactional = properties.containsKey("transactional.id");
        List<String> lines = Files.readAllLines(file);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties)) {
            if (isTransactional) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            send(producer, topic, lines);
            if (isTransactional) {
                producer.commitTransaction();
                producer.beginTransaction();
                send(producer, topic, lines.subList(0, 100));
                producer.abortTransaction();
                producer.beginTransaction();
                producer.commitTransaction();
            }
        }
    }

    private static void send(KafkaProducer<String, String> producer, String topic, List<String> lines) {
        for (String line : lines) {
            int tab = line.indexOf('\t');
            producer.send(new ProducerRecord<>(topic, line.substring(0, tab), line.substring(tab + 1)));
        }
        producer.flush();
    }

    /** All values of all partitions, one a line, until there are as many as wanted. */
    private static void consume(Properties properties, String topic, int wanted, Path file) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        int seen = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(properties);
                BufferedWriter output = Files.newBufferedWriter(file)) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (seen < wanted && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    output.write(new String(record.value(), StandardCharsets.UTF_8));
                    output.newLine();
                    seen += 1;
                }
            }
        }
    }

    /** Arguments from the third on: name and password by turns; each gets both kinds of SCRAM. */
    private static void accounts(Properties properties, String[] arguments) throws Exception {
        try (Admin admin = Admin.create(properties)) {
            // One request may change an account once.
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                ScramCredentialInfo how = new ScramCredentialInfo(mechanism, SCRAM_ITERATIONS);
                List<UserScramCredentialAlteration> changes = new ArrayList<>();
                for (int at = 2; at + 1 < arguments.length; at += 2) {
                    changes.add(new UserScramCredentialUpsertion(arguments[at], how, arguments[at + 1]));
                }
                admin.alterUserScramCredentials(changes).all().get();
            }
        }
    }
}
